using FerroGate.Core.Usage;

namespace FerroGate.Core.Money;

/// <summary>
/// What tokens of each kind cost, in decimal US dollars per million. A kind without a rate of its own is charged as what it is
/// a part of.
/// </summary>
/// <param name="Input">A million input tokens, and of what is in them and has no rate.</param>
/// <param name="Output">A million output tokens, and of what is in them and has no rate.</param>
public sealed record TokenRates(decimal Input, decimal Output)
{
    /// <summary>Input that was read from a prompt cache; else as <see cref="Input"/>.</summary>
    public decimal? CachedInput { get; init; }

    /// <summary>Input that was written to a prompt cache; else as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Input that was written to a prompt cache that lives an hour; else as <see cref="CacheWrite"/>.</summary>
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Audio in the input; else as <see cref="Input"/>.</summary>
    public decimal? AudioInput { get; init; }

    /// <summary>Images in the input; else as <see cref="Input"/>.</summary>
    public decimal? ImageInput { get; init; }

    /// <summary>Reasoning; else as <see cref="Output"/>.</summary>
    public decimal? Reasoning { get; init; }

    /// <summary>Audio in the output; else as <see cref="Output"/>.</summary>
    public decimal? AudioOutput { get; init; }

    // One million tokens at P dollars is P × 10⁹ nano-dollars, so one token is P × 10³.
    private const decimal NanosOfRate = 1_000m;

    /// <summary>
    /// Nano-dollars, not rounded. Each token is charged once, though kinds overlap (audio that was read from a cache is counted as
    /// both) and providers may claim more of a kind than there is of all: a kind gets at most what those before it have left.
    /// </summary>
    /// <exception cref="OverflowException">It is more than a decimal holds.</exception>
    internal decimal NanosOf(TokenUsage usage, long input, long output)
    {
        var cost = Charge(usage.CachedInput, CachedInput ?? Input, ref input)
            + Charge(usage.CacheWrite1h, CacheWrite1h ?? CacheWrite ?? Input, ref input)
            + Charge(usage.CacheWrite5m, CacheWrite ?? Input, ref input)
            + Charge(usage.AudioInput, AudioInput ?? Input, ref input)
            + Charge(usage.ImageInput, ImageInput ?? Input, ref input)
            + input * Input
            + Charge(usage.AudioOutput, AudioOutput ?? Output, ref output)
            + Charge(usage.Reasoning, Reasoning ?? Output, ref output)
            + output * Output;
        return cost * NanosOfRate;
    }

    /// <summary>The nano-dollars that no usage within these bounds exceeds: every token at the dearest rate.</summary>
    /// <exception cref="OverflowException">It is more than a decimal holds.</exception>
    internal decimal MostNanosOf(long input, long output) => (input * DearestInput + output * DearestOutput) * NanosOfRate;

    private decimal DearestInput => Dearest(Input, CachedInput, CacheWrite, CacheWrite1h, AudioInput, ImageInput);

    private decimal DearestOutput => Dearest(Output, Reasoning, AudioOutput);

    private static decimal Charge(long? tokens, decimal rate, ref long left)
    {
        var charged = Math.Clamp(tokens ?? 0, 0, left);
        left -= charged;
        return charged * rate;
    }

    private static decimal Dearest(decimal rate, params ReadOnlySpan<decimal?> others)
    {
        foreach (var other in others)
            rate = Math.Max(rate, other ?? rate);

        return rate;
    }
}
