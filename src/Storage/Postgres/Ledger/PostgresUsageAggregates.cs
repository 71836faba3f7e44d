using FerroGate.Core.Lists;
using System.Data;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Storage.Journal;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Reads the sums of the ledgers of all gateways of a fleet.</summary>
internal sealed class PostgresUsageAggregates(PostgresDatabase database) : IUsageAggregates
{
    public Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation) =>
        AtOneMomentAsync((connection, token) => new PostgresUsageStatement(query).ReadAsync(connection, token), cancellation);

    public Task ReadDaysAsync(
        DateOnly from, Action<DailyUsage> day, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation) =>
        AtOneMomentAsync(
            async (connection, token) =>
            {
                await ReadDaysAsync(connection, from, day, token);
                await ReadEntriesAsync(connection, [.. exchanges().Select(exchange => exchange.Value)], entry, token);
                return true;
            },
            cancellation);

    /// <summary>Tells of the usage of every day from <paramref name="from"/> on.</summary>
    /// <returns>The last entry of each journal that this counts.</returns>
    public Task<IReadOnlyDictionary<JournalId, long>> ReadDaysAsync(DateOnly from, Action<DailyUsage> day, CancellationToken cancellation) =>
        AtOneMomentAsync(
            async (connection, token) =>
            {
                await ReadDaysAsync(connection, from, day, token);
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

    private static async Task ReadDaysAsync(NpgsqlConnection connection, DateOnly from, Action<DailyUsage> day, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            $"SELECT start, {UsageRow.SubjectColumns}, budget_tokens, cost_nano_usd FROM usage JOIN usage_subject ON id = subject WHERE span = $1 AND start >= $2",
            (long)UsageSpan.Day,
            UnixMicroseconds.Of(new DateTimeOffset(from, TimeOnly.MinValue, TimeSpan.Zero)));
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            day(PostgresPages.ReadOne(rows, ReadDay));
    }

    private static DailyUsage ReadDay(RowReader from) =>
        new(DateOnly.FromDateTime(from.Moment().UtcDateTime), UsageRow.ReadSubject(ref from), from.Number(), new NanoUsd(from.Number()));

    private static async Task ReadEntriesAsync(NpgsqlConnection connection, Guid[] exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
    {
        await using var command = connection.Command($"SELECT {EntryRow.Columns} FROM entry WHERE exchange_id = ANY ($1)", exchanges);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            entry(PostgresPages.ReadOne(rows, EntryRow.Read));
    }
}
