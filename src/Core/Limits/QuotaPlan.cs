using FerroGate.Core.Keys;

namespace FerroGate.Core.Limits;

/// <summary>Everything that requests of a key for a model are counted under.</summary>
/// <param name="Key">The key as it was; <c>null</c> where only its name is known.</param>
/// <param name="Rates">Limits per minute.</param>
/// <param name="Slots">Limits of what runs at a time.</param>
/// <param name="Spends">Budgets.</param>
internal sealed record QuotaPlan(VirtualKey? Key, RateQuota[] Rates, SlotQuota[] Slots, SpendQuota[] Spends)
{
    public bool CountsMoney => Spends.Any(quota => quota.Budget.Unit == BudgetUnit.NanoUsd);

    /// <summary>Where the limits per minute stand: of each kind the one of which the smallest part is left.</summary>
    public RateReport ReportAt(long second)
    {
        if (Rates.Length == 0)
            return RateReport.None;

        RateStatus? requests = null;
        RateStatus? tokens = null;
        foreach (var quota in Rates)
        {
            if (quota.Limit == long.MaxValue)
                continue;
            ref var nearest = ref quota.OfTokens ? ref tokens : ref requests;
            nearest = RateReport.Nearer(nearest, quota.Meter.StatusOf(second, quota.Limit, 0));
        }

        return new RateReport(requests, tokens);
    }
}
