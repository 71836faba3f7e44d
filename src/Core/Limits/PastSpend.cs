using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>What was spent on a day, as the ledger has it.</summary>
/// <param name="Day">The day in UTC on which it was reserved.</param>
/// <param name="KeyId">Which key has paid.</param>
/// <param name="Tenant">On whose behalf.</param>
/// <param name="Model">For which model.</param>
/// <param name="Tokens">Input and output tokens.</param>
/// <param name="NanoUsd">What they have cost.</param>
public sealed record PastSpend(DateOnly Day, string KeyId, Tenant Tenant, string Model, Int128 Tokens, Int128 NanoUsd)
{
    public static PastSpend Of(LedgerEntry entry) => new(
        DateOnly.FromDateTime(entry.ReservedAt.UtcDateTime), entry.KeyId, entry.Tenant, entry.Model, entry.Usage.BudgetTokens, entry.Cost?.Value ?? 0);

    /// <summary>Counts in budgets, in the periods of its day. Their owner locks.</summary>
    internal void CountIn(SpendQuota[] quotas)
    {
        foreach (var quota in quotas)
            quota.Meter.Of(Period.Of(quota.Budget.Period, Day)).Count(quota.Budget, quota.Budget.In(Tokens, NanoUsd));
    }

    /// <summary>The same for what puts right what was counted before. Gives what has changed.</summary>
    internal List<Spend> CorrectIn(SpendQuota[] quotas, DateTimeOffset now, List<BudgetAlert> alerts)
    {
        var changed = new List<Spend>();
        foreach (var quota in quotas)
        {
            // What was spent in a period that is over and forgotten is not begun again from nothing.
            var period = Period.Of(quota.Budget.Period, Day);
            if ((period.End > now || period.End is null ? quota.Meter.Of(period) : quota.Meter.Find(period)) is not { } spend)
                continue;

            spend.Commit(quota, quota.Budget.In(Tokens, NanoUsd), alerts);
            changed.Add(spend);
        }

        return changed;
    }
}
