namespace FerroGate.Core.Limits;

/// <summary>The most tokens that an exchange may use.</summary>
/// <param name="Input">Bound of the input.</param>
/// <param name="Output">Bound of the output, over all choices.</param>
/// <param name="OutputAssumed">Nobody gave an output bound, so the default was taken.</param>
public sealed record TokenHold(long Input, long Output, bool OutputAssumed)
{
    /// <summary>What is taken for the output where neither the caller nor the model says a limit.</summary>
    public const long AssumedOutput = 4_096;

    // Far above any budget, far below an overflow when a few are added.
    private const long Ceiling = long.MaxValue / 8;

    /// <summary>The whole hold; it never overflows, whatever the caller asked for.</summary>
    public long Total => Math.Min(Input, Ceiling) + Math.Min(Output, Ceiling);

    /// <summary>The bound of <paramref name="choices"/> answers of at most <paramref name="perChoice"/> tokens each.</summary>
    public static TokenHold For(long input, long? perChoice, long choices)
    {
        var output = (Int128)(perChoice ?? AssumedOutput) * choices;
        return new TokenHold(input, output > Ceiling ? Ceiling : (long)output, perChoice is null);
    }
}
