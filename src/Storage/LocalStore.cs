using FerroGate.Core.Aggregates;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Core.Stored;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Handover;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Postgres.Records;
using FerroGate.Storage.Postgres.State;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Recovery;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;
using FerroGate.Storage.Sqlite.Usage;
using FerroGate.Storage.Upkeep;

namespace FerroGate.Storage;

/// <summary>
/// Everything that one gateway keeps on its own disk: the journal in front, the databases behind. Opening it settles what an
/// earlier process left open and brings the ledger up to date, so budgets can be read at once.
/// </summary>
public sealed class LocalStore : IAsyncDisposable
{
    // In the order in which they were opened; closed the other way round.
    private readonly Stack<object> _parts = new();
    private SqliteRequestRecords _records = null!;
    private SqliteAuditLog _audit = null!;
    private LedgerRetention _ledgerRetention = null!;
    private DirectoryLock _lock = null!;
    private FileJournal _journal = null!;
    private Database _ledgerDatabase = null!;
    private Projector _projector = null!;
    private SegmentSweeper _sweeper = null!;
    private JournalFolder _folder = null!;
    private IReadOnlyList<JournalId> _older = [];
    private TimeProvider _clock = null!;
    private SettledFollower? _follower;

    private LocalStore(StoreReport report) => Report = report;

    public IExchangeJournal Journal => _journal;

    public ILedgerReader Ledger { get; private set; } = null!;

    /// <summary>Adds to what the ledger has of an exchange.</summary>
    public LedgerTurns Turns { get; private set; } = null!;

    public IUsageAggregates Usage { get; private set; } = null!;

    public IRequestRecords Records { get; private set; } = null!;

    /// <summary>What several gateways make their budgets of: what all of them have brought to their database, or what this one has where there is none.</summary>
    public IPastUsage Past { get; private set; } = null!;

    public IAuditLog Audit { get; private set; } = null!;

    public IKeyStore Keys { get; private set; } = null!;

    public IResourceStore Resources { get; private set; } = null!;

    public IStoredObjects StoredObjects { get; private set; } = null!;

    public StoreReport Report { get; }

    /// <summary>The database that this gateway shares with others; <c>null</c> where there is none.</summary>
    public PostgresDatabase? Postgres { get; private set; }

    /// <summary>What it shares with them; <c>null</c> where there is no such database.</summary>
    public FleetStore? Fleet { get; private set; }

    /// <summary>Keys, resources and all else that they change; <c>null</c> where there is no such database.</summary>
    public FleetState? SharedState { get; private set; }

    /// <summary>The journal of the process that hands over to this one; <c>null</c> where there is none.</summary>
    public PredecessorJournal? Predecessor { get; private set; }

    /// <summary>All of which only so much is kept.</summary>
    internal IReadOnlyList<IRetained> Retained { get; private set; } = [];

    /// <summary>
    /// What a process needs that takes over while this one still runs; from now on only the end of this one gives its lock back, and nothing that the
    /// new one may still have to read is deleted.
    /// </summary>
    public StorePredecessor HandOver()
    {
        _sweeper.IsPaused = true;
        return new StorePredecessor(_journal.Id.ToString(), _lock.HandOver());
    }

    /// <summary>Nobody has taken over.</summary>
    public void TakeBack() => _sweeper.IsPaused = false;

    /// <summary>Opens a data directory, making it where there is none.</summary>
    /// <exception cref="StoreException">It cannot be used, or another gateway uses it; the message says which.</exception>
    public static async Task<LocalStore> OpenAsync(
        string path, StoreOptions options, TimeProvider clock, CancellationToken cancellation = default)
    {
        var store = new LocalStore(new StoreReport(options.OnFailure));
        try
        {
            await Task.Run(() => store.OpenPartsAsync(DataPaths.Open(path), options, clock, cancellation), cancellation);
            return store;
        }
        catch (Exception failure)
        {
            await store.DisposeAsync();
            if (failure is StoreException or OperationCanceledException)
                throw;
            throw new StoreException($"The data directory '{Path.GetFullPath(path)}' cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>How far the chains of sealed entries go: those of the newest journals first, as many as there are or are asked for.</summary>
    public async Task<IReadOnlyList<LedgerHead>> HeadsAsync(int count, CancellationToken cancellation = default)
    {
        await _projector.TryProjectToEndAsync(cancellation);
        return await Task.Run(() => ChainRow.Heads(_ledgerDatabase, count), cancellation);
    }

    /// <summary>Tells somebody of every settled exchange from now on, and of those before that they do not know.</summary>
    public void Follow(ISettledExchanges settled)
    {
        _follower = Own(new SettledFollower(_folder, _older, _journal, settled, Report, _clock));
        if (Predecessor is { } predecessor)
            predecessor.Finished += _follower.Add;
    }

    /// <summary>Keeps as many records and audit events as <paramref name="options"/> say from now on; all else was settled at the start.</summary>
    public void UseRetention(StoreOptions options)
    {
        _records.Retain(options.RequestRecordRetention, options.RequestRecordsKept);
        Fleet?.Records.Retain(options.RequestRecordsKept);
        _audit.Retain(options.AuditEventRetention, options.AuditEventsKept);
        SharedState?.SharedAudit.Retain(options.AuditEventsKept);
        _ledgerRetention.Retain(options.LedgerDays);
    }

    /// <summary>Deletes now what would be deleted some time.</summary>
    internal Task SweepAsync(CancellationToken cancellation) => _projector.SweepAsync(cancellation);

    /// <summary>Writes what waits and gives the directory back.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_parts.TryPop(out var part))
        {
            if (part is IAsyncDisposable async)
                await async.DisposeAsync();
            else
                ((IDisposable)part).Dispose();
        }
    }

    private async Task OpenPartsAsync(DataPaths paths, StoreOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        _lock = Own(options.Predecessor is { } before ? DirectoryLock.Share(before.Lock) : DirectoryLock.Take(paths));

        var state = Own(StateStore.Open(paths, options, clock));
        var ledger = Own(Database.Open(paths.Ledger, Migrations.Ledger, clock, options.BusyTimeout));
        var records = Own(Database.Open(paths.Records, Migrations.Records, clock, options.BusyTimeout));

        Postgres = options.Postgres is { } address ? Own(await PostgresDatabase.OpenAsync(address, clock, Report.Failed, cancellation)) : null;

        var folder = new JournalFolder(paths.Journals);
        var damage = new DamagedBytes(folder, paths.Damage);
        var living = options.Predecessor is { } handing && JournalId.TryParse(handing.Journal, out var read) ? read : null;
        var scan = JournalScan.Run(folder, damage, living);
        var background = new HeldExchanges(state.OwnObjects);
        var unsettled = background.Without(scan.Unsettled);
        (Report.CutTails, Report.Recovered) = (scan.CutTails, unsettled.Count);

        var id = JournalId.After(folder.List() is [.., var last] ? last : null, clock);
        var segments = new SegmentWriter(folder, id, options.Files, options.SegmentSize, flush: options.Durability == DurabilityLevel.Power);
        var journal = _journal = Own(new FileJournal(segments, options.Durability, clock, Report.Failed));
        await CrashSettlement.RunAsync(unsettled, journal, clock);

        var key = LedgerKey.Open(paths, options.LedgerKey);
        Report.SealedAtFirst = FirstSeals.Write(ledger, key);
        UsageFold.Run(ledger);
        var ledgerStore = new SqliteLedgerStore(ledger, key);
        var reader = new SqliteLedger(ledger);
        Predecessor = living is { } other ? Own(new PredecessorJournal(folder, other, reader, ledgerStore, journal, damage, background, clock)) : null;
        (_folder, _older, _clock) = (folder, scan.Journals, clock);
        var projector = Own(BuildProjector(folder, scan.Journals, journal, ledgerStore, (segment, last) => !options.IsFollowed || IsKnown(segment, last), clock));
        await projector.ProjectToEndAsync(cancellation);
        background.ReleaseSettled(reader);
        await projector.SweepAsync(cancellation);
        projector.Start();

        Own(new CheckpointLoop([state.Database, ledger, records], clock, Report));
        Ledger = new CurrentLedger(reader, projector);
        (_ledgerDatabase, _projector) = (ledger, projector);
        Usage = new CurrentUsage(reader.Usage, projector);
        Fleet = Postgres is { } database ? Own(BuildFleet(database, ledgerStore, key, options, clock)) : null;
        Turns = Own(new LedgerTurns(projector, reader, Fleet));
        Past = (IPastUsage?)Fleet ?? new LocalPast(reader.Usage, projector);
        _records = Own(new SqliteRequestRecords(records, options.RequestRecordRetention, options.RequestRecordsKept, options.RequestRecordQueue, clock, Report));
        Records = Fleet is null ? _records : new FleetRecords(Fleet.Records, _records);
        _audit = state.AuditLog;
        (Keys, Resources, StoredObjects, Audit) = (state.Keys, state.Resources, state.StoredObjects, state.Audit);
        if (Postgres is not null)
            await ShareStateAsync(Postgres, state, options, clock, cancellation);
        _ledgerRetention = new LedgerRetention(ledger, key, options.LedgerDays) { Fleet = Fleet, Audit = Audit };

        // The room of what was deleted is given back behind the others.
        IReadOnlyList<IRetained?> retained =
        [
            _records, Fleet?.Records, _audit, SharedState?.SharedAudit, _ledgerRetention,
            .. new[] { state.Database, ledger, records }.Select(each => new RoomRelease(each, RoomRelease.FreeBytesOf)),
        ];
        Retained = [.. retained.OfType<IRetained>()];
        Own(new RetentionLoop(Retained, clock, Report));
    }

    private async Task ShareStateAsync(PostgresDatabase database, StateStore state, StoreOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var shared = SharedState = Own(await FleetState.OpenAsync(database, state, options, clock, Report.Failed, cancellation));
        (Keys, Resources, StoredObjects, Audit) = (shared.Keys, shared.Resources, shared.StoredObjects, shared.Audit);
        shared.Start();
    }

    private Projector BuildProjector(
        JournalFolder folder, IReadOnlyList<JournalId> older, FileJournal live, SqliteLedgerStore ledger, Func<SegmentRef, long, bool> isTold, TimeProvider clock)
    {
        var open = new OpenSegments();
        _sweeper = new SegmentSweeper(folder, open, isTold, ledger.Checkpoint);
        var source = new ProjectionSource(folder, older, live, ledger, open, _sweeper);
        return new Projector(source, _sweeper, ledger, live, clock, Report);
    }

    // Whoever counts budgets in Redis makes them anew of what the fleet's ledger has and, from there on, of the journals.
    private bool IsKnown(SegmentRef segment, long last) =>
        _follower?.HasPassed(segment) == true && (Postgres is null || Fleet?.HasArrived(segment.Journal, last) == true);

    private FleetStore BuildFleet(PostgresDatabase database, SqliteLedgerStore ledger, LedgerKey key, StoreOptions options, TimeProvider clock)
    {
        var source = new ShippingSource(_ledgerDatabase);
        var shipping = new LedgerShipping(database, source, new PostgresLedgerStore(database, key, options.Node), clock, Report);
        ledger.Added = shipping.Wake;
        shipping.Start();
        var records = new PostgresRequestRecords(database, options.Node, options.RequestRecordsKept, options.RequestRecordQueue, clock, Report);
        return new FleetStore(database, shipping, records, _projector, Ledger, Usage, clock);
    }

    private T Own<T>(T part)
        where T : notnull
    {
        _parts.Push(part);
        return part;
    }
}
