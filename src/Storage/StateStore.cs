using FerroGate.Core.Keys;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Core.Stored;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.State;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage;

/// <summary>
/// What commands may change while a gateway runs on the same data directory: keys, resources, and the log of changes; those of the fleet,
/// where there is one. It takes no lock on the directory.
/// </summary>
public sealed class StateStore : IAsyncDisposable
{
    private PostgresDatabase? _postgres;
    private FleetState? _fleet;

    private StateStore(Database database, StoreOptions options, TimeProvider clock)
    {
        (Database, OwnKeys, OwnResources, Copy) = (database, new SqliteKeyStore(database), new SqliteResources(database), new FleetCopyStore(database));
        (AuditLog, OwnObjects) = (new SqliteAuditLog(database, options.AuditEventRetention, options.AuditEventsKept), new SqliteStoredObjects(database, clock));
    }

    public IKeyStore Keys => _fleet?.Keys ?? OwnKeys;

    public IResourceStore Resources => _fleet?.Resources ?? OwnResources;

    public IAuditLog Audit => _fleet?.Audit ?? AuditLog;

    public IStoredObjects StoredObjects => _fleet?.StoredObjects ?? OwnObjects;

    /// <summary>Why keys and resources are those of an earlier time; <c>null</c> when they are those that count.</summary>
    public string? StaleReason => _fleet?.StaleReason;

    internal SqliteKeyStore OwnKeys { get; }

    internal SqliteResources OwnResources { get; }

    internal FleetCopyStore Copy { get; }

    internal SqliteAuditLog AuditLog { get; }

    internal SqliteStoredObjects OwnObjects { get; }

    internal Database Database { get; }

    /// <summary>Opens <c>state.db</c> of a data directory, making both where there are none, and the database of the fleet.</summary>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public static async Task<StateStore> OpenAsync(
        string path, StoreOptions options, TimeProvider clock, CancellationToken cancellation = default)
    {
        var store = await Task.Run(() => Open(DataPaths.Open(path), options, clock), cancellation);
        if (options.Postgres is not { } address)
            return store;

        try
        {
            store._postgres = await PostgresDatabase.OpenAsync(address, clock, _ => { }, cancellation);
            store._fleet = await FleetState.OpenAsync(store._postgres, store, options, clock, _ => { }, cancellation);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_fleet is not null)
            await _fleet.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        Database.Dispose();
    }

    internal static StateStore Open(DataPaths paths, StoreOptions options, TimeProvider clock) =>
        new(Database.Open(paths.State, Migrations.State, clock, options.BusyTimeout), options, clock);
}
