using FerroGate.Core.Aggregates;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Storage.Projection;

/// <summary>The past of this gateway alone, with every entry that was settled before it was asked for.</summary>
internal sealed class LocalPast(SqliteUsageAggregates sums, Projector projector) : IPastUsage
{
    public async Task ReadAsync(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Action<JournalPlace> journal, CancellationToken cancellation)
    {
        await projector.ProjectToEndAsync(cancellation);
        await Task.Run(() => sums.ReadPast(ranges, usage, journal, cancellation), cancellation);
    }
}
