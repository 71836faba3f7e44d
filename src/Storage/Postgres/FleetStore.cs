using System.Buffers.Binary;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Postgres.Records;
using FerroGate.Storage.Projection;

namespace FerroGate.Storage.Postgres;

/// <summary>What this gateway shares with the others of its fleet: it brings its own there and shows what all of them have brought.</summary>
public sealed class FleetStore : IPastUsage, IAsyncDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private readonly PostgresDatabase _database;
    private readonly LedgerShipping _shipping;
    private readonly Projector _projector;
    private readonly PostgresLedger _shared;
    private readonly PostgresUsageAggregates _usage;
    private readonly TimeProvider _clock;

    internal FleetStore(
        PostgresDatabase database, LedgerShipping shipping, PostgresRequestRecords records, Projector projector, ILedgerReader own, IUsageAggregates ownUsage, TimeProvider clock)
    {
        (_database, _shipping, _projector, _clock, Records) = (database, shipping, projector, clock, records);
        _usage = new PostgresUsageAggregates(database);
        _shared = new PostgresLedger(database);
        Ledger = new FleetLedger(this, _shared, own);
        Usage = new FleetSums(this, _usage, ownUsage);
    }

    /// <summary>The entries of all gateways; when the database is away, those of this one.</summary>
    public ILedgerReader Ledger { get; }

    /// <summary>What they come to.</summary>
    public IUsageAggregates Usage { get; }

    public FleetStanding Standing => new(_database.Address.Place, _database.Reason, _shipping.Waiting, Records.Dropped);

    internal PostgresRequestRecords Records { get; }

    internal PostgresDatabase Database => _database;

    /// <summary>What all gateways have brought, and how far each journal has come; what has not come yet is in the journals of who has it.</summary>
    public async Task ReadAsync(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Action<JournalPlace> journal, CancellationToken cancellation)
    {
        foreach (var (id, last) in await _usage.ReadPastAsync(ranges, usage, cancellation))
            journal(new JournalPlace(id.ToString(), last));
    }

    /// <summary>Does something with all entries of an exchange while no other gateway does; whoever is next sees what it has settled.</summary>
    /// <exception cref="PostgresAwayException">The database is away, or went away meanwhile; then nobody knows whether it was done.</exception>
    internal Task<T> InTurnAsync<T>(ExchangeId exchange, Func<IReadOnlyList<LedgerEntry>, Task<T>> work, CancellationToken cancellation) => _database.UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            // The second half of an identity is random.
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock($1)", token, BinaryPrimitives.ReadInt64BigEndian(exchange.Value.ToByteArray(bigEndian: true).AsSpan(8)));
            await _projector.ProjectToEndAsync(token);
            await _shipping.ShipToEndAsync(token);
            var done = await work(await _shared.EntriesOfAsync(exchange, token));
            await BringAsync(LastWait, CancellationToken.None);
            return done;
        },
        cancellation);

    /// <summary>Brings what is still here, where the database is there, so that a gateway that is not started again leaves nothing behind.</summary>
    public async ValueTask DisposeAsync()
    {
        await Records.DisposeAsync();
        await BringAsync(LastWait, CancellationToken.None);
        await _shipping.DisposeAsync();
    }

    /// <summary>The entries of a journal have arrived up to this one.</summary>
    internal bool HasArrived(JournalId journal, long sequence) => _shipping.HasArrived(journal, sequence);

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
