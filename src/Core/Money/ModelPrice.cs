using FerroGate.Core.Usage;

namespace FerroGate.Core.Money;

/// <summary>What a provider charges for a model.</summary>
/// <param name="Rates">What tokens cost where no tier says something else.</param>
public sealed record ModelPrice(TokenRates Rates)
{
    /// <summary>A price of tokens alone, in decimal US dollars per million.</summary>
    public ModelPrice(decimal inputPerMillion, decimal outputPerMillion)
        : this(new TokenRates(inputPerMillion, outputPerMillion))
    {
    }

    /// <summary>US dollars for a request of which the provider made anything, however long.</summary>
    public decimal PerRequest { get; init; }

    /// <summary>Other rates for long inputs, the shortest first.</summary>
    public IReadOnlyList<RateTier> Tiers { get; init; } = [];

    /// <summary>
    /// The cost of one exchange, rounded up once to a whole nano-dollar; <c>null</c> where a counter that is needed is
    /// unknown, because an unknown cost is not zero, and where it is more than an amount can hold: the entry of an
    /// exchange is written whatever its provider claims.
    /// </summary>
    public NanoUsd? CostOf(TokenUsage usage)
    {
        if (usage.Input is not { } input || usage.Output is not { } output)
            return null;

        // What used no token was refused or failed, and nobody charges for that.
        if (input <= 0 && output <= 0)
            return NanoUsd.Zero;

        try
        {
            var tokens = RatesFor(input).NanosOf(usage, Math.Max(input, 0), Math.Max(output, 0));
            return new NanoUsd((long)decimal.Ceiling(tokens + PerRequest * NanoUsd.PerDollar));
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>
    /// The most that any usage within these bounds can cost, whatever kinds its tokens are of and whichever tier it is charged by;
    /// the largest amount where that is more than an amount can hold.
    /// </summary>
    public NanoUsd CeilingOf(long input, long output)
    {
        input = Math.Max(input, 0);
        output = Math.Max(output, 0);
        try
        {
            // A longer input need not be the dearer one, so every tier that can be reached counts.
            var tokens = Rates.MostNanosOf(input, output);
            foreach (var tier in Tiers)
            {
                if (input <= tier.Above)
                    break;
                tokens = Math.Max(tokens, tier.Rates.MostNanosOf(input, output));
            }

            return new NanoUsd((long)decimal.Ceiling(tokens + PerRequest * NanoUsd.PerDollar));
        }
        catch (OverflowException)
        {
            return new NanoUsd(long.MaxValue);
        }
    }

    private TokenRates RatesFor(long input)
    {
        var rates = Rates;
        foreach (var tier in Tiers)
        {
            if (input > tier.Above)
                rates = tier.Rates;
        }

        return rates;
    }
}
