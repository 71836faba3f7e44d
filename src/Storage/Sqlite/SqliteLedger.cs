using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads the settled entries from <c>ledger.db</c>.</summary>
internal sealed class SqliteLedger(Database database) : ILedgerReader
{
    public Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(database, "entry", EntryRow.Columns, page, EntryRow.Read), cancellation);

    public Task<IReadOnlyDictionary<string, long>> TokensOfMonthAsync(Month month, CancellationToken cancellation) =>
        Task.Run<IReadOnlyDictionary<string, long>>(() => TokensOf(month), cancellation);

    /// <summary>The exchange has its entry.</summary>
    public bool Has(ExchangeId exchange)
    {
        using var connection = database.Connect();
        return connection.Scalar("SELECT 1 FROM entry WHERE exchange_id = $id AND failed_attempt = 0", ("$id", exchange.Value.ToByteArray(bigEndian: true))) is not null;
    }

    /// <summary>What was spent in a month, and the last entry of a journal that this counts: both of one moment.</summary>
    public (IReadOnlyDictionary<string, long> Tokens, long Projected) TokensOf(Month month, JournalId journal)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var projected = SqliteLedgerStore.WatermarkOf(connection, journal);
        var tokens = TokensOf(connection, month);
        transaction.Commit();
        return (tokens, projected);
    }

    private Dictionary<string, long> TokensOf(Month month)
    {
        using var connection = database.Connect();
        return TokensOf(connection, month);
    }

    private static Dictionary<string, long> TokensOf(SqliteConnection connection, Month month)
    {
        using var command = connection.Command(
            "SELECT key_id, tokens FROM monthly_usage WHERE month = $month", ("$month", MonthColumn.Of(month)));
        using var rows = command.ExecuteReader();
        var tokens = new Dictionary<string, long>(StringComparer.Ordinal);
        while (rows.Read())
            tokens[rows.GetString(0)] = rows.GetInt64(1);
        return tokens;
    }
}
