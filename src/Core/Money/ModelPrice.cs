using FerroGate.Core.Usage;

namespace FerroGate.Core.Money;

/// <summary>What a target charges, in decimal US dollars per million tokens.</summary>
/// <param name="InputPerMillion">Price of a million input tokens, cached ones included.</param>
/// <param name="OutputPerMillion">Price of a million output tokens, reasoning included.</param>
public sealed record ModelPrice(decimal InputPerMillion, decimal OutputPerMillion)
{
    /// <summary>
    /// The cost of one exchange, rounded up once to a whole nano-dollar; <c>null</c> where a counter that is needed is
    /// unknown, because an unknown cost is not zero, and where it is more than an amount can hold: the entry of an
    /// exchange is written whatever its provider claims.
    /// </summary>
    public NanoUsd? CostOf(TokenUsage usage)
    {
        if (usage.Input is not { } input || usage.Output is not { } output)
        {
            return null;
        }

        try
        {
            // One million tokens at P dollars is P × 10⁹ nano-dollars, so one token is P × 10³.
            var exact = (input * InputPerMillion + output * OutputPerMillion) * 1_000m;
            return new NanoUsd((long)decimal.Ceiling(exact));
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
