using FerroGate.Core.Aggregates;
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
        var (hours, count, last) = ReadHours(connection);
        if (count == 0)
            return false;

        using var rows = new UsageRows(connection);
        foreach (var ((hour, subject), sum) in hours)
            rows.Add(UsageSpan.Hour, hour, rows.IdOf(subject), sum);
        foreach (var span in (ReadOnlySpan<UsageSpan>)[UsageSpan.Day, UsageSpan.Month])
        {
            foreach (var ((start, subject), sum) in Coarser(hours, span))
                rows.Add(span, start, rows.IdOf(subject), sum);
        }

        connection.Execute("UPDATE usage_folded SET last_entry = $last", ("$last", last));
        return count == BatchSize;
    }

    private static (Dictionary<(DateTimeOffset Start, UsageSubject Subject), UsageSum> Hours, int Count, long Last) ReadHours(SqliteConnection connection)
    {
        var hours = new Dictionary<(DateTimeOffset, UsageSubject), UsageSum>();
        using var command = connection.Command(
            $"SELECT id, {EntryRow.Columns} FROM entry WHERE id > (SELECT last_entry FROM usage_folded) ORDER BY id LIMIT {BatchSize}");
        using var rows = command.ExecuteReader();
        var (count, last) = (0, 0L);
        while (rows.Read())
        {
            var row = new RowReader(rows);
            (count, last) = (count + 1, row.Number());
            var entry = EntryRow.Read(row);
            var of = (UsageSpan.Hour.StartOf(entry.ReservedAt), UsageSubject.Of(entry));
            hours[of] = hours.TryGetValue(of, out var sum) ? sum + UsageSum.Of(entry) : UsageSum.Of(entry);
        }

        return (hours, count, last);
    }

    private static Dictionary<(DateTimeOffset Start, UsageSubject Subject), UsageSum> Coarser(
        Dictionary<(DateTimeOffset Start, UsageSubject Subject), UsageSum> hours, UsageSpan span)
    {
        var sums = new Dictionary<(DateTimeOffset, UsageSubject), UsageSum>();
        foreach (var ((hour, subject), sum) in hours)
        {
            var of = (span.StartOf(hour), subject);
            sums[of] = sums.TryGetValue(of, out var before) ? before + sum : sum;
        }

        return sums;
    }
}
