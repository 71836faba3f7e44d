using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Sqlite;

/// <summary>Request records: kept while there is room, counted when there is none.</summary>
public sealed class SqliteRequestRecordsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Database _database;
    private readonly StoreReport _report = new(null);

    public SqliteRequestRecordsTests() => _database = Database.Open(
        Path.Combine(_directory.Root, "records.db"), Migrations.Records, TimeProvider.System, TimeSpan.FromMilliseconds(50));

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task The_newest_are_kept_and_older_ones_are_deleted_in_time()
    {
        var records = Open(retention: 100, queue: 5000);
        for (var i = 0; i < 4000; i++)
            records.Add(Some.Record(i));
        await records.DisposeAsync();

        var page = await records.ListAsync(Some.Everything, Some.Token);

        Assert.Equal(100, page.Total);
        Assert.Equal(Enumerable.Range(3900, 100).Reverse().Select(i => $"request-{i}"), page.Items.Select(record => record.RequestId));
        Assert.InRange((long)LedgerRows.Query(_database.Path, "SELECT COUNT(*) FROM request_record")[0][0], 100, 1124);
        Assert.Equal(0, records.Dropped);
    }

    [Fact]
    public async Task What_does_not_fit_into_the_queue_is_dropped_and_counted()
    {
        using var locker = LedgerRows.Connect(_database.Path);
        using var transaction = locker.BeginTransaction(deferred: false);
        var records = Open(queue: 16);
        for (var i = 0; i < 10_000; i++)
            records.Add(Some.Record(i));
        Assert.InRange(records.Dropped, 1, 10_000);
        transaction.Rollback();
        await records.DisposeAsync();

        var kept = (await records.ListAsync(Some.Everything, Some.Token)).Total;
        Assert.Equal(10_000, kept + records.Dropped);
    }

    [Fact]
    public async Task What_cannot_be_written_is_dropped_and_counted()
    {
        LedgerRows.Execute(_database.Path, "DROP TABLE request_record");
        var records = Open();
        records.Add(Some.Record());
        await records.DisposeAsync();

        Assert.Equal(1, records.Dropped);
        Assert.Equal(1, _report.FailuresOf(StorePart.Records));
    }

    private SqliteRequestRecords Open(int retention = 1000, int queue = 64) => new(_database, retention, queue, _report);
}
