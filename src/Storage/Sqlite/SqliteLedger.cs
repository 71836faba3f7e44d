using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads the settled entries from <c>ledger.db</c>.</summary>
internal sealed class SqliteLedger(Database database) : ILedgerReader
{
    public Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(database, "entry", EntryRow.Columns, page, EntryRow.Read), cancellation);

    public Task<IReadOnlyDictionary<string, long>> TokensOfMonthAsync(Month month, CancellationToken cancellation) =>
        Task.Run<IReadOnlyDictionary<string, long>>(() => TokensOf(month), cancellation);

    private Dictionary<string, long> TokensOf(Month month)
    {
        using var connection = database.Connect();
        using var command = connection.Command(
            "SELECT key_id, tokens FROM monthly_usage WHERE month = $month", ("$month", MonthColumn.Of(month)));
        using var rows = command.ExecuteReader();
        var tokens = new Dictionary<string, long>(StringComparer.Ordinal);
        while (rows.Read())
            tokens[rows.GetString(0)] = rows.GetInt64(1);
        return tokens;
    }
}
