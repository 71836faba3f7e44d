using FerroGate.Core.Aggregates;

namespace FerroGate.Core.Limits.Shared;

/// <summary>
/// Brings other rules into force on this gateway. Budgets that nobody has counted so far are built before that, if they can be; until they
/// are, they are closed.
/// </summary>
internal sealed class SharedChange(SharedRules rules, SharedBudgets budgets, QuotaRules next) : IQuotaChange
{
    public Task PrepareAsync(IUsageAggregates usage, CancellationToken cancellation) => budgets.PrepareAsync(SharedRules.Of(next), cancellation);

    public void Apply()
    {
        rules.Use(next);
        budgets.Begin(rules.Budgets);
    }

    public void Forget() => budgets.Begin(rules.Budgets);
}
