using System.Runtime.CompilerServices;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Records;
using FerroGate.Storage.Upkeep;
using Npgsql;

namespace FerroGate.Storage.Postgres.Records;

/// <summary>
/// Keeps the request records of all gateways of a fleet for some days. While PostgreSQL is away those of this one wait in their queue, and
/// what does not fit into it is dropped.
/// </summary>
internal sealed class PostgresRequestRecords : IRequestRecords, IRetained, IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    // Where nobody says for how long.
    private const int UsualDays = 30;

    private const string Columns = "node, " + RequestRecordRow.Columns;

    private static readonly ListTable<RequestRecord> s_table = new("request_record", Columns, "started_at", Read);

    private readonly PostgresDatabase _database;
    private readonly string _node;
    private readonly TimeProvider _clock;
    private readonly StoreReport _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly RecordQueue _queue;

    // Only the writer uses it.
    private readonly HashSet<DateOnly> _days = [];
    private volatile Retention _kept;
    private volatile bool _isEnding;

    public PostgresRequestRecords(PostgresDatabase database, string node, Retention kept, int queueLength, TimeProvider clock, StoreReport report)
    {
        (_database, _node, _kept, _clock, _report) = (database, node, kept, clock, report);
        _queue = new RecordQueue(queueLength, WriteAsync, Failed, clock);
    }

    public long Dropped => _queue.Dropped;

    /// <summary>Keeps them for so long from now on.</summary>
    public void Retain(Retention kept) => _kept = kept;

    public void Add(RequestRecord record) => _queue.Add(record);

    public Task<Page<RequestRecord>> ListAsync(PageRequest page, CancellationToken cancellation) => _database.UseAsync(
        (connection, token) => PostgresPages.ListAsync(connection, s_table, page, token), cancellation);

    /// <summary>Writes what is in the queue, where the database is there, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        await _stop.CancelAsync();
        await _queue.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>Drops partitions of days that are over: those that are too old, and the oldest of what is too much.</summary>
    public async IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var kept = _kept;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        while (await _database.UseAsync(
            (connection, token) => RecordPartitions.DropOldestAsync(connection, today, today.AddDays(-(kept.Days ?? UsualDays)), kept.Bytes ?? long.MaxValue, token), cancellation))
        {
            yield return 1;
        }
    }

    private static RequestRecord Read(RowReader from)
    {
        var node = from.Text();
        return RequestRecordRow.Read(from) with { Node = node };
    }

    private async Task WriteAsync(IReadOnlyList<RequestRecord> batch)
    {
        while (true)
        {
            try
            {
                await _database.UseAsync((connection, token) => WriteAsync(connection, batch, token), CancellationToken.None);
                return;
            }
            catch (PostgresAwayException) when (!_isEnding)
            {
                // It may come back as another one.
                _days.Clear();
                await Task.Delay(Retry, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (PostgresException gone) when (gone.SqlState == PostgresErrorCodes.CheckViolation && _days.Count > 0)
            {
                // Another gateway has dropped a partition that was there.
                _days.Clear();
            }
        }
    }

    private async Task<int> WriteAsync(NpgsqlConnection connection, IReadOnlyList<RequestRecord> batch, CancellationToken cancellation)
    {
        var missing = batch.Select(record => DateOnly.FromDateTime(record.StartedAt.UtcDateTime)).Distinct().Except(_days).ToList();
        if (missing.Count > 0)
            await RecordPartitions.MakeAsync(connection, missing, cancellation);

        var rows = new PostgresColumns();
        foreach (var record in batch)
            RequestRecordRow.Write(rows.Start().Text(_node), record);

        // One that is there was written by an attempt whose end nobody was told.
        await using var insert = connection.Command($"INSERT INTO request_record ({Columns}) SELECT * FROM {rows.Table()} ON CONFLICT DO NOTHING");
        insert.Parameters.AddRange(rows.Parameters());
        var written = await insert.ExecuteNonQueryAsync(cancellation);
        _days.UnionWith(missing);
        return written;
    }

    private void Failed(Exception failure)
    {
        if (failure is not PostgresAwayException)
            _report.Failed(new StoreFailure(StorePart.Records, failure));
    }
}
