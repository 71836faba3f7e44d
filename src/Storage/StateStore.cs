using FerroGate.Core.Keys;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage;

/// <summary>
/// What commands may change while a gateway runs on the same data directory: keys, and the log of changes. It takes no lock on
/// the directory.
/// </summary>
public sealed class StateStore : IDisposable
{
    private StateStore(Database database, int auditEventRetention, TimeProvider clock) => (Database, Keys, Resources, AuditLog, StoredObjects) = (
        database, new SqliteKeyStore(database), new SqliteResources(database), new SqliteAuditLog(database, auditEventRetention), new SqliteStoredObjects(database, clock));

    public IKeyStore Keys { get; }

    public IResourceStore Resources { get; }

    public IAuditLog Audit => AuditLog;

    internal SqliteAuditLog AuditLog { get; }

    internal SqliteStoredObjects StoredObjects { get; }

    internal Database Database { get; }

    /// <summary>Opens <c>state.db</c> of a data directory, making both where there are none.</summary>
    /// <exception cref="StoreException">It cannot be used; the message says why.</exception>
    public static Task<StateStore> OpenAsync(
        string path, StoreOptions options, TimeProvider clock, CancellationToken cancellation = default) =>
        Task.Run(() => Open(DataPaths.Open(path), options, clock), cancellation);

    public void Dispose() => Database.Dispose();

    internal static StateStore Open(DataPaths paths, StoreOptions options, TimeProvider clock) =>
        new(Database.Open(paths.State, Migrations.State, clock, options.BusyTimeout), options.AuditEventRetention, clock);
}
