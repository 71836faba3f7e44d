namespace FerroGate.Core.Usage;

/// <summary>
/// Every token counter that providers report for one exchange. <c>null</c> means that the provider did not say;
/// zero means that it said zero.
/// </summary>
public sealed record TokenUsage
{
    /// <summary>Nothing is known.</summary>
    public static TokenUsage Unknown { get; } = new();

    /// <summary>All input tokens, cached ones included.</summary>
    public long? Input { get; init; }

    /// <summary>Input tokens that the provider read from its prompt cache; a part of <see cref="Input"/>.</summary>
    public long? CachedInput { get; init; }

    /// <summary>Input tokens written to a prompt cache that lives five minutes.</summary>
    public long? CacheWrite5m { get; init; }

    /// <summary>Input tokens written to a prompt cache that lives one hour.</summary>
    public long? CacheWrite1h { get; init; }

    /// <summary>All output tokens, reasoning included.</summary>
    public long? Output { get; init; }

    /// <summary>Output tokens spent on reasoning; a part of <see cref="Output"/>.</summary>
    public long? Reasoning { get; init; }

    /// <summary>Audio tokens in the input; a part of <see cref="Input"/>.</summary>
    public long? AudioInput { get; init; }

    /// <summary>Audio tokens in the output; a part of <see cref="Output"/>.</summary>
    public long? AudioOutput { get; init; }

    /// <summary>Image tokens in the input; a part of <see cref="Input"/>.</summary>
    public long? ImageInput { get; init; }

    /// <summary>What a rule makes of each counter of two.</summary>
    public static TokenUsage Combine(TokenUsage left, TokenUsage right, Func<long?, long?, long?> rule) => new()
    {
        Input = rule(left.Input, right.Input),
        CachedInput = rule(left.CachedInput, right.CachedInput),
        CacheWrite5m = rule(left.CacheWrite5m, right.CacheWrite5m),
        CacheWrite1h = rule(left.CacheWrite1h, right.CacheWrite1h),
        Output = rule(left.Output, right.Output),
        Reasoning = rule(left.Reasoning, right.Reasoning),
        AudioInput = rule(left.AudioInput, right.AudioInput),
        AudioOutput = rule(left.AudioOutput, right.AudioOutput),
        ImageInput = rule(left.ImageInput, right.ImageInput),
    };

    /// <summary>
    /// What a token budget counts: input and output, as far as they are known. Absurd counters give the largest number and
    /// not a negative one.
    /// </summary>
    public long BudgetTokens => (long)Int128.Min((Int128)(Input ?? 0) + (Output ?? 0), long.MaxValue);
}
