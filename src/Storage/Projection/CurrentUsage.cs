using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;

namespace FerroGate.Storage.Projection;

/// <summary>Sums that have every entry that was settled before they were asked for, as <see cref="CurrentLedger"/> has.</summary>
internal sealed class CurrentUsage(IUsageAggregates usage, Projector projector) : IUsageAggregates
{
    public async Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation)
    {
        await projector.TryProjectToEndAsync(cancellation);
        return await usage.SumsAsync(query, cancellation);
    }

    public async Task ReadDaysAsync(
        DateOnly from, Action<DailyUsage> day, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
    {
        // Budgets are made of it, so it must not be a little behind.
        await projector.ProjectToEndAsync(cancellation);
        await usage.ReadDaysAsync(from, day, exchanges, entry, cancellation);
    }
}
