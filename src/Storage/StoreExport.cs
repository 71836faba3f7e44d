using FerroGate.Core.Ledger;
using FerroGate.Core.Records;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage;

/// <summary>
/// Reads whole lists of a data directory, row by row, oldest first, with no lock on the directory: a gateway may use it meanwhile. Opened when
/// the first row is asked for.
/// </summary>
/// <param name="path">The data directory.</param>
/// <param name="options">How the store keeps its data.</param>
/// <param name="from">The moment from which rows are read.</param>
/// <param name="until">The moment from which they are not read any more.</param>
/// <param name="clock">The clock.</param>
/// <exception cref="StoreException">It cannot be read; the message says why.</exception>
public sealed class StoreExport(string path, StoreOptions options, DateTimeOffset from, DateTimeOffset until, TimeProvider clock)
{
    /// <summary>The entries of exchanges that were reserved in that time.</summary>
    public IEnumerable<LedgerEntry> LedgerEntries() =>
        Read(paths => paths.Ledger, Migrations.Ledger, EntryRow.Table);

    /// <summary>The records of requests that began in that time.</summary>
    public IEnumerable<RequestRecord> RequestRecords() =>
        Read(paths => paths.Records, Migrations.Records, RequestRecordRow.Table);

    /// <summary>What happened in that time.</summary>
    public IEnumerable<AuditEvent> AuditEvents() =>
        Read(paths => paths.State, Migrations.State, SqliteAuditLog.Table);

    private IEnumerable<T> Read<T>(Func<DataPaths, string> file, Migrations migrations, ListTable<T> table)
    {
        using var database = Database.Open(file(DataPaths.OpenWithLedger(path)), migrations, clock, options.BusyTimeout);
        foreach (var row in OldestFirst.Read(database, table, from, until))
            yield return row;
    }
}
