using FerroGate.Storage.Projection;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>
/// Adds the entries to the table <c>usage</c> that it does not count yet, whoever wrote them. Entries are put together in memory
/// first, so that each row is written once.
/// </summary>
internal static class UsageFold
{
    private const int BatchSize = 16_384;

    /// <summary>Whether the sums have every entry.</summary>
    public static bool IsComplete(SqliteConnection connection) =>
        connection.Scalar("SELECT last_entry >= COALESCE((SELECT MAX(id) FROM entry), 0) FROM usage_folded") is 1L;

    /// <summary>Adds everything that is missing, inside a transaction that writes.</summary>
    public static void Run(SqliteConnection connection)
    {
        while (RunOnce(connection))
        {
        }
    }

    /// <summary>Adds everything that is missing, in transactions that are short enough for somebody else to write between them.</summary>
    public static void Run(Database database)
    {
        using var connection = database.Connect();
        bool more;
        do
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            more = RunOnce(connection);
            transaction.Commit();
        }
        while (more);
    }

    /// <returns>Whether there may be more.</returns>
    private static bool RunOnce(SqliteConnection connection)
    {
        var (usage, count, last) = ReadEntries(connection);
        if (count == 0)
            return false;

        using var rows = new UsageRows(connection);
        foreach (var (span, start, subject, sum) in usage.Sums())
            rows.Add(span, start, rows.IdOf(subject), sum);

        connection.Execute("UPDATE usage_folded SET last_entry = $last", ("$last", last));
        return count == BatchSize;
    }

    private static (HourlyUsage Usage, int Count, long Last) ReadEntries(SqliteConnection connection)
    {
        var usage = new HourlyUsage();
        using var command = connection.Command(
            $"SELECT id, {EntryRow.Columns} FROM entry WHERE id > (SELECT last_entry FROM usage_folded) ORDER BY id LIMIT {BatchSize}");
        using var rows = command.ExecuteReader();
        var (count, last) = (0, 0L);
        while (rows.Read())
        {
            var row = new RowReader(rows);
            (count, last) = (count + 1, row.Number());
            usage.Add(EntryRow.Read(row));
        }

        return (usage, count, last);
    }
}
