using FerroGate.Core.Aggregates;
using FerroGate.Storage.Projection;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>
/// Adds the entries to the tables <c>usage</c> and <c>usage_total</c> that they do not count yet, whoever wrote them. Entries are put
/// together in memory first, so that each row is written once.
/// </summary>
internal static class UsageFold
{
    private const int BatchSize = 16_384;

    // So many together are written for little more than a tenth of them, and whoever asks does not wait for as many.
    private const int Worthwhile = 2_048;

    /// <summary>Whether the sums have every entry.</summary>
    public static bool IsComplete(SqliteConnection connection) => IsMadeUpTo(connection, slack: 0);

    /// <summary>Adds what is missing where that is much, inside a transaction that writes; whoever asks for the sums adds the rest.</summary>
    public static void RunIfWorthwhile(SqliteConnection connection)
    {
        if (IsMadeUpTo(connection, Worthwhile))
            return;

        while (RunOnce(connection))
        {
        }
    }

    /// <summary>Adds everything that is missing, in transactions that are short enough for somebody else to write between them.</summary>
    public static void Run(Database database)
    {
        using var connection = database.ConnectToWrite();
        bool more;
        do
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            more = RunOnce(connection);
            transaction.Commit();
        }
        while (more);
    }

    private static bool IsMadeUpTo(SqliteConnection connection, long slack) => connection.Scalar(
        "SELECT MIN(last_entry, last_total) + $slack >= COALESCE((SELECT MAX(id) FROM entry), 0) FROM usage_folded", ("$slack", slack)) is 1L;

    /// <returns>Whether there may be more.</returns>
    private static bool RunOnce(SqliteConnection connection)
    {
        var (lastEntry, lastTotal) = ReadPlaces(connection);
        using var usage = new UsageRows(connection, UsageRows.OfEach);
        using var totals = new UsageRows(connection, UsageRows.OfAll);
        if (lastTotal is not { } ofTotals)
        {
            MakeTotals(connection, totals);
            ofTotals = lastEntry;
        }

        var (later, laterOfAll, count, last) = ReadEntries(connection, lastEntry, ofTotals);
        usage.Add(later);
        totals.Add(laterOfAll.OfAll());
        connection.Execute(
            "UPDATE usage_folded SET last_entry = $entry, last_total = $total", ("$entry", Math.Max(last, lastEntry)), ("$total", Math.Max(last, ofTotals)));
        return count == BatchSize;
    }

    private static (long LastEntry, long? LastTotal) ReadPlaces(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT last_entry, last_total FROM usage_folded");
        using var rows = command.ExecuteReader();
        rows.Read();
        var row = new RowReader(rows);
        return (row.Number(), row.NumberOrNull());
    }

    private static (HourlyUsage Usage, HourlyUsage OfAll, int Count, long Last) ReadEntries(SqliteConnection connection, long lastEntry, long lastTotal)
    {
        // They are apart only after an older version has added to one of them.
        var usage = new HourlyUsage();
        var ofAll = lastEntry == lastTotal ? usage : new HourlyUsage();
        using var command = connection.Command(
            $"SELECT id, {EntryRow.Columns} FROM entry WHERE id > $last ORDER BY id LIMIT {BatchSize}", ("$last", Math.Min(lastEntry, lastTotal)));
        using var rows = command.ExecuteReader();
        var (count, last) = (0, 0L);
        while (rows.Read())
        {
            var row = new RowReader(rows);
            (count, last) = (count + 1, row.Number());
            var entry = EntryRow.Read(row);
            if (last > lastEntry)
                usage.Add(entry);
            if (ofAll != usage && last > lastTotal)
                ofAll.Add(entry);
        }

        return (usage, ofAll, count, last);
    }

    // Of what there is, and not of the entries: some of those may have been pruned.
    private static void MakeTotals(SqliteConnection connection, UsageRows totals)
    {
        var subjects = UsageRows.ReadSubjects(connection);
        var sums = new Dictionary<(UsageSpan Span, DateTimeOffset Start, UsageSubject Subject), UsageSum>();
        using var command = connection.Command($"SELECT span, start, subject, {UsageRow.SumColumns} FROM usage");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var of = ((UsageSpan)row.Number(), row.Moment(), subjects[row.Number()].OfAll);
            var sum = UsageRow.ReadSum(ref row);
            sums[of] = sums.TryGetValue(of, out var before) ? before + sum : sum;
        }

        foreach (var ((span, start, subject), sum) in sums)
            totals.Add(span, start, totals.IdOf(subject), sum);
    }
}
