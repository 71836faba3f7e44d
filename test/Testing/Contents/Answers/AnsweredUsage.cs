namespace FerroGate.Testing.Contents.Answers;

/// <summary>The counted tokens, in one meaning for all protocols; <c>null</c> is what the answer does not say.</summary>
/// <param name="Input">All input: cached, written to the cache, and read by the vendor's own tools included.</param>
/// <param name="CachedInput">The part of the input that was read from a cache.</param>
/// <param name="CacheWrite">The part of the input that was written to a cache.</param>
/// <param name="Output">All output, reasoning included.</param>
/// <param name="Reasoning">The part of the output that was reasoning.</param>
public sealed record AnsweredUsage(long? Input, long? CachedInput, long? CacheWrite, long? Output, long? Reasoning)
{
    /// <summary>What both say and say differently.</summary>
    public IEnumerable<string> DifferencesFrom(AnsweredUsage other) =>
    [
        .. Difference(nameof(Input), Input, other.Input),
        .. Difference(nameof(CachedInput), CachedInput, other.CachedInput),
        .. Difference(nameof(CacheWrite), CacheWrite, other.CacheWrite),
        .. Difference(nameof(Output), Output, other.Output),
        .. Difference(nameof(Reasoning), Reasoning, other.Reasoning),
    ];

    private static IEnumerable<string> Difference(string name, long? ours, long? theirs) =>
        ours is null || theirs is null || ours == theirs ? [] : [$"usage.{name}: {ours} and {theirs}"];
}
