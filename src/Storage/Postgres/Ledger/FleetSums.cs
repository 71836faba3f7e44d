using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>The sums of the fleet with everything that this gateway has settled, or its own where those are away.</summary>
internal sealed class FleetSums(FleetStore fleet, IUsageAggregates shared, IUsageAggregates own) : IUsageAggregates
{
    public async Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation)
    {
        await fleet.BringAsync(cancellation);
        try
        {
            return await shared.SumsAsync(query, cancellation);
        }
        catch (PostgresAwayException)
        {
            return (await own.SumsAsync(query, cancellation)) with { IsStale = true };
        }
    }

    // No sums of one gateway stand for those of all where somebody counts on them.
    public Task ReadPastAsync(
        IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation) =>
        shared.ReadPastAsync(ranges, usage, exchanges, entry, cancellation);
}
