namespace FerroGate.Core.Limits;

/// <summary>The most tokens that an exchange may use.</summary>
/// <param name="Input">Bound of the input.</param>
/// <param name="Output">Bound of the output, over all choices.</param>
/// <param name="OutputAssumed">Nobody gave an output bound, so the default was taken.</param>
public sealed record TokenHold(long Input, long Output, bool OutputAssumed)
{
    /// <summary>What is taken for the output where neither the caller nor the model says a limit.</summary>
    public const long AssumedOutput = 4_096;

    /// <summary>The answers that the output is for.</summary>
    public long Choices { get; init; } = 1;

    /// <summary>
    /// What the output of one answer may be cut down to where less is left, for the provider will be told; <c>null</c> where the
    /// request stays as it is.
    /// </summary>
    public long? LeastPerChoice { get; init; }

    // Far above any budget, far below an overflow when a few are added.
    private const long Ceiling = long.MaxValue / 8;

    /// <summary>The whole hold; it never overflows, whatever the caller asked for.</summary>
    public long Total => Math.Min(Input, Ceiling) + Math.Min(Output, Ceiling);

    /// <summary>The output of one answer.</summary>
    public long PerChoice => Output / Choices;

    /// <summary>What the exchange cannot do without.</summary>
    public TokenHold Shortest => LeastPerChoice is { } least && least < PerChoice ? this with { Output = Bounded(least, Choices) } : this;

    /// <summary>The tokens of that.</summary>
    public long Least => Shortest.Total;

    /// <summary>As much of it as fits; <c>null</c> where that is less than the exchange can do with.</summary>
    public TokenHold? Within(Int128 tokens)
    {
        if (Total <= tokens)
        {
            return this;
        }

        return Least <= tokens ? this with { Output = (long)((tokens - Input) / Choices) * Choices } : null;
    }

    /// <summary>The one with the most output of those that fit; <c>null</c> where not even the least does, or nothing may be cut down.</summary>
    /// <param name="fits">Whether one fits; shorter ones fit, too.</param>
    public TokenHold? Longest(Predicate<TokenHold> fits)
    {
        if (LeastPerChoice is not { } least || least > PerChoice || !fits(With(least)))
            return null;

        var (low, high) = (least, PerChoice);
        while (low < high)
        {
            var middle = low + (high - low + 1) / 2;
            if (fits(With(middle)))
                low = middle;
            else
                high = middle - 1;
        }

        return With(low);

        TokenHold With(long perChoice) => this with { Output = perChoice * Choices };
    }

    /// <summary>The bound of <paramref name="choices"/> answers of at most <paramref name="perChoice"/> tokens each.</summary>
    public static TokenHold For(long input, long? perChoice, long choices) =>
        new(input, Bounded(perChoice ?? AssumedOutput, choices), perChoice is null);

    private static long Bounded(long perChoice, long choices) => (long)Int128.Min(Ceiling, (Int128)perChoice * choices);
}
