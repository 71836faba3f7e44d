using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits.Shared;
using FerroGate.Core.Lists;
using FerroGate.Storage.Journal;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>Reads the sums of the ledger from <c>ledger.db</c>.</summary>
internal sealed class SqliteUsageAggregates(Database database) : IUsageAggregates
{
    // SQLITE_FULL
    private const int Full = 13;

    public Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation) =>
        Task.Run(() => Sums(query, cancellation), cancellation);

    public Task ReadPastAsync(
        IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation) =>
        Task.Run(
            () => AtOneMoment(connection =>
            {
                ReadPast(connection, ranges, usage, cancellation);
                foreach (var exchange in exchanges())
                    ReadEntries(connection, exchange, entry);
                return true;
            }),
            cancellation);

    /// <summary>Tells of all usage in some ranges.</summary>
    /// <returns>The last entry of <paramref name="journal"/> that this counts.</returns>
    public long ReadPast(IReadOnlyList<PastRange> ranges, JournalId journal, Action<PastUsage> usage) => AtOneMoment(connection =>
    {
        ReadPast(connection, ranges, usage, CancellationToken.None);
        return SqliteLedgerStore.LastOf(connection, journal);
    });

    /// <summary>Tells of all usage in some ranges, and of the last entry of each journal that this counts.</summary>
    public bool ReadPast(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Action<JournalPlace> journal, CancellationToken cancellation) => AtOneMoment(connection =>
    {
        ReadPast(connection, ranges, usage, cancellation);
        foreach (var place in SqliteLedgerStore.PlacesOf(connection))
            journal(place);
        return true;
    });

    private Page<UsageGroup> Sums(UsageQuery query, CancellationToken cancellation)
    {
        try
        {
            return AtOneMoment(connection => new UsageStatement(query).Read(connection, cancellation));
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == Full)
        {
            // The newest entries cannot be added now; what there is, is little behind.
            using var connection = database.Connect();
            return new UsageStatement(query).Read(connection, cancellation) with { IsStale = true };
        }
    }

    /// <summary>Reads in one transaction that sees the sums with every entry in them.</summary>
    public T AtOneMoment<T>(Func<SqliteConnection, T> read)
    {
        using var connection = database.Connect();
        while (true)
        {
            using (var transaction = connection.BeginTransaction(deferred: true))
            {
                if (UsageFold.IsComplete(connection))
                {
                    var result = read(connection);
                    transaction.Commit();
                    return result;
                }
            }

            UsageFold.Run(database);
        }
    }

    private static void ReadPast(SqliteConnection connection, IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, CancellationToken cancellation)
    {
        // One has a row in each span, and its names are read once.
        var subjects = new Dictionary<long, UsageSubject>();
        foreach (var range in ranges)
        {
            using var command = connection.Command(
                $"""
                SELECT subject, {UsageRow.PastColumns}
                FROM {UsageTable.Of(range.Rollup).Rows} CROSS JOIN usage_subject ON id = subject WHERE span = $span AND start >= $from
                """,
                ("$span", (long)range.Span),
                ("$from", UnixMicroseconds.Of(new DateTimeOffset(range.From, TimeOnly.MinValue, TimeSpan.Zero))));
            using var rows = command.ExecuteReader();
            while (rows.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                var row = new RowReader(rows);
                var id = row.Number();
                var past = UsageRow.ReadPast(row, range, subjects.GetValueOrDefault(id));
                subjects[id] = past.Subject;
                usage(past);
            }
        }
    }

    private static void ReadEntries(SqliteConnection connection, ExchangeId exchange, Action<LedgerEntry> entry)
    {
        using var command = connection.Command(
            $"SELECT {EntryRow.Columns} FROM entry WHERE exchange_id = $id", ("$id", exchange.Value.ToByteArray(bigEndian: true)));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            entry(EntryRow.Read(new RowReader(rows)));
    }
}
