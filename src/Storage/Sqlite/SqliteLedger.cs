using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads the settled entries from <c>ledger.db</c>.</summary>
internal sealed class SqliteLedger(Database database) : ILedgerReader
{
    /// <summary>What the entries come to.</summary>
    public SqliteUsageAggregates Usage { get; } = new(database);

    public Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(database, EntryRow.Table, page), cancellation);

    public Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(ExchangeId exchange, CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<LedgerEntry>>(() => EntriesOf(exchange), cancellation);

    /// <summary>The exchange has its entry.</summary>
    public bool Has(ExchangeId exchange)
    {
        using var connection = database.Connect();
        return connection.Scalar("SELECT 1 FROM entry WHERE exchange_id = $id AND failed_attempt = 0", ("$id", exchange.Value.ToByteArray(bigEndian: true))) is not null;
    }

    private List<LedgerEntry> EntriesOf(ExchangeId exchange)
    {
        using var connection = database.Connect();
        using var command = connection.Command(
            $"SELECT {EntryRow.Columns} FROM entry WHERE exchange_id = $id OR corrects = $id ORDER BY id", ("$id", exchange.Value.ToByteArray(bigEndian: true)));
        using var rows = command.ExecuteReader();
        var entries = new List<LedgerEntry>();
        while (rows.Read())
            entries.Add(EntryRow.Read(new RowReader(rows)));
        return entries;
    }
}
