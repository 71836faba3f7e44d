using FerroGate.Core.Money;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>As much of a claim as there is room for, whatever others only hold.</summary>
/// <param name="Hold">The tokens, with less output where that may be cut down.</param>
/// <param name="Prices">What the targets charge that are cheap enough.</param>
internal sealed record Fitting(TokenHold Hold, IReadOnlyList<ModelPrice> Prices)
{
    /// <summary>
    /// Cut down to what nobody has spent, and not to what others only happen not to hold: whoever asks again soon gets all of that.
    /// </summary>
    public static Outcome<Fitting> Of(Claim claim, QuotaPlan plan, HeldSpend[] spends)
    {
        var fitting = new Fitting(claim.Hold, claim.Prices);

        // Who asks for nothing more may look at what was made, and stop what is being made.
        if (claim.Hold.Total == 0)
            return fitting;

        foreach (var quota in plan.Rates)
        {
            // More than a minute has is never there.
            if (quota.OfTokens)
                fitting = fitting.Hold.Within(quota.Limit) is { } hold ? fitting with { Hold = hold } : fitting;
        }

        foreach (var (quota, spend) in spends)
        {
            if (quota.Amount is not { } amount)
                continue;

            var left = amount - spend.Committed;
            var fits = quota.Budget.Unit == BudgetUnit.Tokens ? fitting.WithTokens(left) : fitting.WithMoney(left, quota.Budget.AtEnd);
            if (fits is null)
                return QuotaRefusals.Exceeded(quota, spend, fitting, left);
            fitting = fits;
        }

        return fitting;
    }

    private Fitting? WithTokens(Int128 left) => Hold.Within(left) is { } hold ? this with { Hold = hold } : null;

    private Fitting? WithMoney(Int128 left, BudgetEnd atEnd)
    {
        if (Claim.CeilingOf(Prices, Hold) <= left)
            return this;

        if (atEnd == BudgetEnd.Cheaper && Prices.Where(price => price.CeilingOf(Hold.Input, Hold.Output).Value <= left).ToList() is { Count: > 0 } cheaper)
            return this with { Prices = cheaper };

        return Hold.Longest(hold => Claim.CeilingOf(Prices, hold) <= left) is { } shorter ? this with { Hold = shorter } : null;
    }
}
