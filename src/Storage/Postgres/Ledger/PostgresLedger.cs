using FerroGate.Core.Lists;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Reads the settled entries of all gateways of a fleet.</summary>
internal sealed class PostgresLedger(PostgresDatabase database) : ILedgerReader
{
    private const string From = "entry JOIN journal ON journal.id = entry.journal";
    private const string Columns = "node, " + EntryRow.Columns;

    private static readonly ListTable<LedgerEntry> s_table = new("entry", Columns, "reserved_at", Read);

    public Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation) => database.UseAsync(
        (connection, token) => PostgresPages.ListAsync(connection, s_table, From, page, token), cancellation);

    public Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(ExchangeId exchange, CancellationToken cancellation) => database.UseAsync<IReadOnlyList<LedgerEntry>>(
        async (connection, token) =>
        {
            await using var command = connection.Command($"SELECT {Columns} FROM {From} WHERE exchange_id = $1 OR corrects = $1 ORDER BY entry.id", exchange.Value);
            await using var rows = await command.ExecuteReaderAsync(token);
            var entries = new List<LedgerEntry>();
            while (await rows.ReadAsync(token))
                entries.Add(PostgresPages.ReadOne(rows, Read));
            return entries;
        },
        cancellation);

    private static LedgerEntry Read(RowReader from)
    {
        var node = from.Text();
        return EntryRow.Read(from) with { Node = node };
    }
}
