using System.Runtime.CompilerServices;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Records;
using FerroGate.Storage.Upkeep;

namespace FerroGate.Storage.Sqlite;

/// <summary>Keeps the newest request records in <c>records.db</c>.</summary>
internal sealed class SqliteRequestRecords : IRequestRecords, IRetained, IAsyncDisposable
{
    private const int PruneEvery = 1_024;

    // Few enough for those that have bodies: not much more goes than has to.
    private const int TooManyAtOnce = 64;

    private static readonly string Insert = $"INSERT INTO request_record {RowWriter.Columns(RequestRecordRow.Columns)}";

    private readonly Database _database;
    private readonly StoreReport _report;
    private readonly RecordQueue _queue;
    private int _sincePruned = PruneEvery;
    private volatile int _retention;
    private volatile Retention _kept;

    public SqliteRequestRecords(Database database, int retention, Retention kept, int queueLength, TimeProvider clock, StoreReport report)
    {
        (_database, _retention, _kept, _report) = (database, retention, kept, report);
        _queue = new RecordQueue(queueLength, WriteAsync, Failed, clock);
    }

    public long Dropped => _queue.Dropped;

    /// <summary>Keeps so many, for so long, from now on.</summary>
    public void Retain(int count, Retention kept) => (_retention, _kept) = (count, kept);

    public void Add(RequestRecord record) => _queue.Add(record);

    // Between two prunings there are some more than are kept.
    public Task<Page<RequestRecord>> ListAsync(PageRequest page, CancellationToken cancellation) =>
        Task.Run(() => NewestFirst.List(_database, RequestRecordRow.Table, page, _retention), cancellation);

    /// <summary>The oldest go first: by their own time where they are too old, in the order in which they came where they are too much.</summary>
    public async IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var kept = _kept;
        if (kept.Before(now) is { } before)
        {
            while (await Task.Run(() => DeleteOld(before), cancellation) is > 0 and var part)
                yield return part;
        }

        if (kept.Bytes is { } bytes)
        {
            while (await Task.Run(() => DeleteTooMuch(bytes), cancellation) is > 0 and var part)
                yield return part;
        }
    }

    /// <summary>Writes what is in the queue and stops.</summary>
    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private Task WriteAsync(IReadOnlyList<RequestRecord> batch)
    {
        WriteRows(batch);
        if ((_sincePruned += batch.Count) >= PruneEvery)
            PruneQuietly();
        return Task.CompletedTask;
    }

    // What is written is not lost because older ones are still there.
    private void PruneQuietly()
    {
        try
        {
            Prune();
        }
        catch (Exception failure)
        {
            Failed(failure);
        }
    }

    private void Failed(Exception failure) => _report.Failed(new StoreFailure(StorePart.Records, failure));

    private void WriteRows(IReadOnlyList<RequestRecord> batch)
    {
        using var connection = _database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = new SqliteRow(connection, Insert);
        foreach (var record in batch)
        {
            RequestRecordRow.Write(insert.Start(), record);
            insert.Run();
        }

        transaction.Commit();
    }

    private int DeleteOld(DateTimeOffset before)
    {
        using var connection = _database.Connect();
        return connection.Execute(
            "DELETE FROM request_record WHERE id IN (SELECT id FROM request_record WHERE started_at < $before ORDER BY started_at LIMIT $part)",
            ("$before", UnixMicroseconds.Of(before)),
            ("$part", PruneEvery));
    }

    private int DeleteTooMuch(long bytes)
    {
        using var connection = _database.Connect();
        return DatabaseRoom.Of(connection).UsedBytes <= bytes
            ? 0
            : connection.Execute("DELETE FROM request_record WHERE id IN (SELECT id FROM request_record ORDER BY id LIMIT $part)", ("$part", TooManyAtOnce));
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
