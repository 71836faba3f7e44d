using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Storage.Upkeep;

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

    [Fact]
    public async Task Those_that_are_too_old_go_and_one_with_a_time_to_come_keeps_none_of_them()
    {
        var records = Open(retention: 100_000, queue: 5_000, kept: new Retention(Days: 3));
        records.Add(Some.Record(-1) with { StartedAt = Some.Moment.AddYears(9) });
        for (var i = 0; i < 3_000; i++)
            records.Add(Some.Record(i) with { StartedAt = Some.Moment.AddDays(-4).AddMinutes(i) });
        await records.DisposeAsync();

        var parts = await records.PruneAsync(Some.Moment, Some.Token).ToListAsync();

        Assert.Equal(24 * 60, parts.Sum());
        Assert.InRange(parts.Max(), 1, 1_024);
        var kept = (await records.ListAsync(Some.Everything, Some.Token)).Items.Select(record => record.RequestId);
        Assert.Equal(Enumerable.Range(1_440, 1_560).Reverse().Select(i => $"request-{i}").Append("request--1"), kept);
    }

    [Fact]
    public async Task The_oldest_go_where_all_take_too_much_of_the_disk_and_no_more_than_has_to()
    {
        const long size = 2 << 20;
        var records = Open(retention: 100_000, queue: 5_000, kept: new Retention(Bytes: size));
        for (var i = 0; i < 1_000; i++)
            records.Add(Some.Record(i) with { Prompt = new string('p', 10_000) });
        await records.DisposeAsync();

        var pruned = await records.PruneAsync(Some.Moment, Some.Token).SumAsync();

        using var connection = _database.Connect();
        Assert.InRange(DatabaseRoom.Of(connection).UsedBytes, size * 2 / 3, size);
        var kept = (await records.ListAsync(Some.Everything, Some.Token)).Items;
        Assert.Equal(1_000 - pruned, kept.Count);
        Assert.Equal(Enumerable.Range((int)pruned, kept.Count).Reverse().Select(i => $"request-{i}"), kept.Select(record => record.RequestId));
        Assert.Empty(await records.PruneAsync(Some.Moment, Some.Token).ToListAsync());
    }

    [Fact]
    public async Task The_room_of_what_was_deleted_is_given_back_where_the_disk_has_room_for_it()
    {
        var records = Open(retention: 100_000, queue: 5_000, kept: new Retention(Bytes: 1 << 20));
        for (var i = 0; i < 1_000; i++)
            records.Add(Some.Record(i) with { Prompt = new string('p', 10_000) });
        await records.DisposeAsync();
        await records.PruneAsync(Some.Moment, Some.Token).SumAsync();
        Checkpoints.TryComplete(_database);
        var before = new FileInfo(_database.Path).Length;

        Assert.Empty(await new RoomRelease(_database, _ => 1 << 20).PruneAsync(Some.Moment, Some.Token).ToListAsync());
        Assert.NotEmpty(await new RoomRelease(_database, RoomRelease.FreeBytesOf).PruneAsync(Some.Moment, Some.Token).ToListAsync());
        Checkpoints.TryComplete(_database);

        Assert.InRange(new FileInfo(_database.Path).Length, 1 << 19, before * 2 / 3);
        Assert.NotEmpty((await records.ListAsync(Some.Everything, Some.Token)).Items);
    }

    private SqliteRequestRecords Open(int retention = 1000, int queue = 64, Retention? kept = null) =>
        new(_database, retention, kept ?? Retention.Everything, queue, TimeProvider.System, _report);
}
