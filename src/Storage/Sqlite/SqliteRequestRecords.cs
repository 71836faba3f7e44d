using System.Threading.Channels;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Sqlite;

/// <summary>
/// Keeps the newest request records in <c>records.db</c>. They are written in the background, in batches; what does not fit
/// into the queue or cannot be written is dropped and counted.
/// </summary>
internal sealed class SqliteRequestRecords : IRequestRecords, IAsyncDisposable
{
    private const int BatchSize = 256;
    private const int PruneEvery = 1_024;

    private static readonly string Insert = $"INSERT INTO request_record {RowWriter.Columns(RequestRecordRow.Columns)}";

    private readonly Database _database;
    private readonly StoreReport _report;
    private readonly Channel<RequestRecord> _queue;
    private readonly Task _writer;
    private long _dropped;
    private int _sincePruned = PruneEvery;
    private volatile int _retention;

    public SqliteRequestRecords(Database database, int retention, int queueLength, StoreReport report)
    {
        (_database, _retention, _report) = (database, retention, report);
        _queue = Channel.CreateBounded<RequestRecord>(new BoundedChannelOptions(queueLength) { SingleReader = true });
        using (ExecutionContext.SuppressFlow())
            _writer = Task.Run(WriteAsync);
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Keeps so many from now on.</summary>
    public void Retain(int count) => _retention = count;

    public void Add(RequestRecord record)
    {
        if (!_queue.Writer.TryWrite(record))
            Interlocked.Increment(ref _dropped);
    }

    // Between two prunings there are some more than are kept.
    public Task<Page<RequestRecord>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(_database, RequestRecordRow.Table, page, _retention), cancellation);

    /// <summary>Writes what is in the queue and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var batch = new List<RequestRecord>(BatchSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var record))
                batch.Add(record);
            Write(batch);
            batch.Clear();
        }
    }

    private void Write(List<RequestRecord> batch)
    {
        var written = false;
        try
        {
            WriteRows(batch);
            written = true;
            if ((_sincePruned += batch.Count) >= PruneEvery)
                Prune();
        }
        catch (Exception failure)
        {
            if (!written)
                Interlocked.Add(ref _dropped, batch.Count);
            _report.Failed(new StoreFailure(StorePart.Records, failure));
        }
    }

    private void WriteRows(List<RequestRecord> batch)
    {
        using var connection = _database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = connection.Command(Insert);
        var row = new SqliteRow(insert);
        foreach (var record in batch)
        {
            RequestRecordRow.Write(row.Start(), record);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>Deletes what is older than the newest that are kept, a part in each transaction.</summary>
    private void Prune()
    {
        using var connection = _database.Connect();
        while (connection.Execute(
            """
            DELETE FROM request_record WHERE id IN (
                SELECT id FROM request_record
                WHERE id <= (SELECT MAX(id) FROM request_record) - $retention
                ORDER BY id LIMIT $part)
            """,
            ("$retention", _retention),
            ("$part", PruneEvery)) == PruneEvery)
        {
        }

        _sincePruned = 0;
    }
}
