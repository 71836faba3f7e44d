using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Projection;

/// <summary>Sums that have every entry that was settled before they were asked for, as <see cref="CurrentLedger"/> has.</summary>
internal sealed class CurrentUsage(IUsageAggregates usage, Projector projector) : IUsageAggregates
{
    public async Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation)
    {
        await projector.TryProjectToEndAsync(cancellation);
        return await usage.SumsAsync(query, cancellation);
    }

    public async Task ReadDaysAsync(DateOnly from, Action<DailyUsage> day, CancellationToken cancellation)
    {
        await projector.TryProjectToEndAsync(cancellation);
        await usage.ReadDaysAsync(from, day, cancellation);
    }
}
