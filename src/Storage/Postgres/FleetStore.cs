using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Projection;

namespace FerroGate.Storage.Postgres;

/// <summary>What this gateway shares with the others of its fleet: it brings its own there and shows what all of them have brought.</summary>
public sealed class FleetStore : IFleetUsage, IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private readonly PostgresDatabase _database;
    private readonly ShippingSource _source;
    private readonly LedgerShipping _shipping;
    private readonly Projector _projector;
    private readonly PostgresUsageAggregates _usage;
    private readonly TimeProvider _clock;

    internal FleetStore(
        PostgresDatabase database, ShippingSource source, LedgerShipping shipping, Projector projector, ILedgerReader own, IUsageAggregates ownUsage, TimeProvider clock)
    {
        (_database, _source, _shipping, _projector, _clock) = (database, source, shipping, projector, clock);
        _usage = new PostgresUsageAggregates(database);
        Ledger = new FleetLedger(this, new PostgresLedger(database), own);
        Usage = new FleetSums(this, _usage, ownUsage);
    }

    /// <summary>The entries of all gateways; when the database is away, those of this one.</summary>
    public ILedgerReader Ledger { get; }

    /// <summary>What they come to.</summary>
    public IUsageAggregates Usage { get; }

    public FleetStanding Standing => new(_database.Address.Place, _database.Reason, _shipping.Waiting);

    public async Task<IReadOnlyDictionary<string, long>> ReadDaysAsync(DateOnly from, Action<DailyUsage> day, CancellationToken cancellation) =>
        (await _usage.ReadDaysAsync(from, day, cancellation)).ToDictionary(journal => journal.Key.ToString(), journal => journal.Value);

    public async Task ReadWaitingAsync(IReadOnlyDictionary<string, long> arrived, DateOnly from, Action<LedgerEntry> entry, CancellationToken cancellation)
    {
        var known = new Dictionary<JournalId, long>();
        foreach (var (name, last) in arrived)
        {
            if (JournalId.TryParse(name, out var journal))
                known[journal.Value] = last;
        }

        await _projector.ProjectToEndAsync(cancellation);
        await Task.Run(() => _source.Read(known, new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero), entry), cancellation);
    }

    /// <summary>Brings what is still here, where the database is there, so that a gateway that is not started again leaves nothing behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await BringAsync(LastWait, CancellationToken.None);
        await _shipping.DisposeAsync();
    }

    /// <summary>Brings what was settled by now, so that whoever asks next sees it, unless that takes long.</summary>
    internal Task BringAsync(CancellationToken cancellation) => BringAsync(LongestWait, cancellation);

    private async Task BringAsync(TimeSpan longest, CancellationToken cancellation)
    {
        if (_database.IsAway)
            return;

        await _projector.TryProjectToEndAsync(cancellation);
        try
        {
            await _shipping.ShipToEndAsync(CancellationToken.None).WaitAsync(longest, _clock, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // It goes on behind the scenes, which also tells of what is wrong.
        }
    }
}
