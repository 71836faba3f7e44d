using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Records;
using Npgsql;

namespace FerroGate.Storage.Postgres.Records;

/// <summary>
/// Keeps the request records of all gateways of a fleet for some days. While PostgreSQL is away those of this one wait in their queue, and
/// what does not fit into it is dropped.
/// </summary>
internal sealed class PostgresRequestRecords : IRequestRecords, IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PruneEvery = TimeSpan.FromHours(1);

    private const string Columns = "node, " + RequestRecordRow.Columns;

    private static readonly ListTable<RequestRecord> s_table = new("request_record", Columns, "started_at", Read);

    private readonly PostgresDatabase _database;
    private readonly string _node;
    private readonly TimeProvider _clock;
    private readonly StoreReport _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly RecordQueue _queue;
    private readonly Task _pruning;

    // Only the writer uses it.
    private readonly HashSet<DateOnly> _days = [];
    private volatile int _retentionDays;
    private volatile bool _isEnding;

    public PostgresRequestRecords(PostgresDatabase database, string node, int retentionDays, int queueLength, TimeProvider clock, StoreReport report)
    {
        (_database, _node, _retentionDays, _clock, _report) = (database, node, retentionDays, clock, report);
        _queue = new RecordQueue(queueLength, WriteAsync, Failed);
        using (ExecutionContext.SuppressFlow())
            _pruning = Task.Run(PruneAsync);
    }

    public long Dropped => _queue.Dropped;

    /// <summary>Keeps those of so many days from now on.</summary>
    public void Retain(int days) => _retentionDays = days;

    public void Add(RequestRecord record) => _queue.Add(record);

    public Task<Page<RequestRecord>> ListAsync(PageRequest page, CancellationToken cancellation) => _database.UseAsync(
        (connection, token) => PostgresPages.ListAsync(connection, s_table, page, token), cancellation);

    /// <summary>Writes what is in the queue, where the database is there, and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        await _stop.CancelAsync();
        await _queue.DisposeAsync();
        await _pruning;
        _stop.Dispose();
    }

    /// <summary>Drops the partitions that are older than what is kept.</summary>
    /// <returns>How many.</returns>
    internal Task<int> PruneOnceAsync(CancellationToken cancellation)
    {
        var first = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddDays(-_retentionDays);
        return _database.UseAsync((connection, token) => RecordPartitions.DropAsync(connection, first, token), cancellation);
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

    private async Task PruneAsync()
    {
        using var timer = new PeriodicTimer(PruneEvery, _clock);
        try
        {
            do
            {
                await PruneQuietlyAsync();
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task PruneQuietlyAsync()
    {
        try
        {
            await PruneOnceAsync(_stop.Token);
        }
        catch (PostgresAwayException)
        {
            // The next hour does it.
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _report.Failed(new StoreFailure(StorePart.Upkeep, failure));
        }
    }

    private void Failed(Exception failure)
    {
        if (failure is not PostgresAwayException)
            _report.Failed(new StoreFailure(StorePart.Records, failure));
    }
}
