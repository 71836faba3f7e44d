using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;

namespace FerroGate.Storage.Projection;

/// <summary>Sums that have every entry that was settled before they were asked for, as <see cref="CurrentLedger"/> has.</summary>
internal sealed class CurrentUsage(IUsageAggregates sums, Projector projector) : IUsageAggregates
{
    public async Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation)
    {
        await projector.TryProjectToEndAsync(cancellation);
        return await sums.SumsAsync(query, cancellation);
    }

    public async Task ReadPastAsync(
        IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
    {
        // Budgets are made of it, so it must not be a little behind.
        await projector.ProjectToEndAsync(cancellation);
        await sums.ReadPastAsync(ranges, usage, exchanges, entry, cancellation);
    }
}
