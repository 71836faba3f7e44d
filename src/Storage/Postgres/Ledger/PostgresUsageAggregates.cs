using System.Data;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;
using FerroGate.Storage.Journal;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Reads the sums of the ledgers of all gateways of a fleet.</summary>
internal sealed class PostgresUsageAggregates(PostgresDatabase database) : IUsageAggregates
{
    public Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation) =>
        AtOneMomentAsync((connection, token) => new PostgresUsageStatement(query).ReadAsync(connection, token), cancellation);

    public Task ReadPastAsync(
        IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation) =>
        AtOneMomentAsync(
            async (connection, token) =>
            {
                await ReadPastAsync(connection, ranges, usage, token);
                await ReadEntriesAsync(connection, [.. exchanges().Select(exchange => exchange.Value)], entry, token);
                return true;
            },
            cancellation);

    /// <summary>Tells of all usage in some ranges.</summary>
    /// <returns>The last entry of each journal that this counts.</returns>
    public Task<IReadOnlyDictionary<JournalId, long>> ReadPastAsync(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, CancellationToken cancellation) =>
        AtOneMomentAsync(
            async (connection, token) =>
            {
                await ReadPastAsync(connection, ranges, usage, token);
                return await PostgresLedgerStore.ReadWatermarksAsync(connection, "", token);
            },
            cancellation);

    // Everything that is read sees the same entries.
    private Task<T> AtOneMomentAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> read, CancellationToken cancellation) => database.UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
            var result = await read(connection, token);
            await transaction.CommitAsync(token);
            return result;
        },
        cancellation);

    private static async Task ReadPastAsync(
        NpgsqlConnection connection, IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, CancellationToken cancellation)
    {
        foreach (var range in ranges)
        {
            await using var command = connection.Command(
                $"SELECT {UsageRow.PastColumns} {PostgresUsageTable.From(range.Rollup)} AND span = $1 AND start >= $2",
                (long)range.Span,
                UnixMicroseconds.Of(new DateTimeOffset(range.From, TimeOnly.MinValue, TimeSpan.Zero)));
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
                usage(PostgresPages.ReadOne(rows, row => UsageRow.ReadPast(row, range)));
        }
    }

    private static async Task ReadEntriesAsync(NpgsqlConnection connection, Guid[] exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
    {
        await using var command = connection.Command($"SELECT {EntryRow.Columns} FROM entry WHERE exchange_id = ANY ($1)", exchanges);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            entry(PostgresPages.ReadOne(rows, EntryRow.Read));
    }
}
