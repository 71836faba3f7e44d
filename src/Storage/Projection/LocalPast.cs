using FerroGate.Core.Aggregates;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Storage.Projection;

/// <summary>The past of this gateway alone, with every entry that was settled before it was asked for.</summary>
internal sealed class LocalPast(SqliteUsageAggregates usage, Projector projector) : IPastUsage
{
    public async Task ReadAsync(DateOnly from, Action<DailyUsage> day, Action<JournalPlace> journal, CancellationToken cancellation)
    {
        await projector.ProjectToEndAsync(cancellation);
        await Task.Run(() => usage.ReadPast(from, day, journal, cancellation), cancellation);
    }
}
