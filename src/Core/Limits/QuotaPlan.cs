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
}
