using FerroGate.Core.Aggregates;
using FerroGate.Storage.Projection;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>
/// Adds the entries to each <see cref="UsageTable"/> that does not count them yet, whoever wrote them. Entries are put together in memory first,
/// so that each row is written once.
/// </summary>
internal static class UsageFold
{
    private const int BatchSize = 16_384;

    // So many together are written for little more than a tenth of them, and whoever asks does not wait for as many.
    private const int Worthwhile = 2_048;

    private static readonly string[] s_places = [.. UsageTable.All.Select(table => table.Place).Distinct()];

    /// <summary>The SQL of the last entry that all sums have; <c>NULL</c> where some are not made yet.</summary>
    public static string Folded { get; } = $"SELECT MIN({string.Join(", ", s_places)}) FROM usage_folded";

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
        $"SELECT ({Folded}) + $slack >= COALESCE((SELECT MAX(id) FROM entry), 0)", ("$slack", slack)) is 1L;

    /// <returns>Whether there may be more.</returns>
    private static bool RunOnce(SqliteConnection connection)
    {
        var known = ReadPlaces(connection);
        if (UsageTable.All.Where(table => known[table.Place] is null).ToArray() is { Length: > 0 } unmade)
            Make(connection, unmade);

        var places = known.ToDictionary(place => place.Key, place => place.Value ?? known[UsageTable.Finest.Place]!.Value);
        var (later, count, last) = ReadEntries(connection, places.Values);
        foreach (var table in UsageTable.All)
        {
            using var rows = new UsageRows(connection, table);
            rows.Add(later[places[table.Place]].Of(table.Rollup));
        }

        foreach (var (place, before) in places)
            connection.Execute($"UPDATE usage_folded SET {place} = $last", ("$last", Math.Max(last, before)));
        return count == BatchSize;
    }

    private static Dictionary<string, long?> ReadPlaces(SqliteConnection connection)
    {
        using var command = connection.Command($"SELECT {string.Join(", ", s_places)} FROM usage_folded");
        using var rows = command.ExecuteReader();
        rows.Read();
        var row = new RowReader(rows);
        var places = new Dictionary<string, long?>();
        foreach (var place in s_places)
            places[place] = row.NumberOrNull();
        return places;
    }

    // By the place behind which they lie. Places are apart only after an older version has added to some of the tables.
    private static (Dictionary<long, HourlyUsage> Later, int Count, long Last) ReadEntries(SqliteConnection connection, IEnumerable<long> places)
    {
        var later = places.Distinct().ToDictionary(place => place, _ => new HourlyUsage());
        using var command = connection.Command(
            $"SELECT id, {EntryRow.Columns} FROM entry WHERE id > $last ORDER BY id LIMIT {BatchSize}", ("$last", later.Keys.Min()));
        using var rows = command.ExecuteReader();
        var (count, last) = (0, 0L);
        while (rows.Read())
        {
            var row = new RowReader(rows);
            (count, last) = (count + 1, row.Number());
            var entry = EntryRow.Read(row);
            foreach (var (place, usage) in later)
            {
                if (last > place)
                    usage.Add(entry);
            }
        }

        return (later, count, last);
    }

    // Of the finest sums, and not of the entries: some of those may have been pruned. They come moment by moment, so that no more is in memory.
    private static void Make(SqliteConnection connection, UsageTable[] tables)
    {
        var writers = Array.ConvertAll(tables, table => new UsageRows(connection, table));
        var sums = Array.ConvertAll(tables, _ => new Dictionary<UsageSubject, UsageSum>());
        (UsageSpan Span, DateTimeOffset Start)? at = null;
        using var command = connection.Command(
            $"SELECT span, start, {UsageRow.SubjectColumns}, {UsageRow.SumColumns} FROM {UsageTable.Finest.Name} CROSS JOIN usage_subject ON id = subject ORDER BY span, start");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var moment = ((UsageSpan)row.Number(), row.Moment());
            if (moment != at)
                Flush();
            at = moment;
            var (subject, sum) = (UsageRow.ReadSubject(ref row), UsageRow.ReadSum(ref row));
            for (var i = 0; i < tables.Length; i++)
            {
                var of = tables[i].Rollup.Of(subject);
                sums[i][of] = sums[i].TryGetValue(of, out var before) ? before + sum : sum;
            }
        }

        Flush();
        foreach (var writer in writers)
            writer.Dispose();

        void Flush()
        {
            for (var i = 0; i < tables.Length; i++)
            {
                foreach (var (subject, sum) in sums[i])
                    writers[i].Add(at!.Value.Span, at.Value.Start, writers[i].IdOf(subject), sum);
                sums[i].Clear();
            }
        }
    }
}
