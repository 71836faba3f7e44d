using System.Globalization;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Records;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;
using FerroGate.Testing.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Postgres;

/// <summary>Request records of a fleet: a partition for each day, and a queue while PostgreSQL is away.</summary>
[Trait("Category", "Process")]
public sealed class PostgresRequestRecordsTests(SharedPostgres postgres) : IAsyncDisposable
{
    private readonly StoreReport _report = new(null);
    private readonly List<PostgresDatabase> _databases = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
            await database.DisposeAsync();
    }

    [Fact]
    public async Task Days_that_are_old_enough_go_as_a_whole_and_come_again_when_somebody_writes_of_them()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var database = await OpenAsync(await postgres.NewDatabaseAsync());
        var records = new PostgresRequestRecords(database, "one", new Retention(3), queueLength: 100, new FakeTimeProvider(Some.Moment), _report);
        for (var day = 0; day < 6; day++)
            records.Add(Some.Record(day) with { StartedAt = Some.Moment.AddDays(-day) });
        await records.DisposeAsync();

        Assert.Equal(2, await PruneAsync(records));
        Assert.Equal(["request-3", "request-2", "request-1", "request-0"], await ListAsync(records));

        records.Retain(new Retention(1));
        Assert.Equal(2, await PruneAsync(records));
        Assert.Equal(0, await PruneAsync(records));

        var again = new PostgresRequestRecords(database, "two", new Retention(9), queueLength: 100, new FakeTimeProvider(Some.Moment), _report);
        again.Add(Some.Record(4) with { StartedAt = Some.Moment.AddDays(-4) });
        await again.DisposeAsync();
        Assert.Equal(["request-4", "request-1", "request-0"], await ListAsync(records));
    }

    [Fact]
    public async Task A_day_that_another_gateway_has_dropped_is_made_again()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var database = await OpenAsync(await postgres.NewDatabaseAsync());
        var records = new PostgresRequestRecords(database, "one", new Retention(30_000), queueLength: 100, TimeProvider.System, _report);
        records.Add(Some.Record(1));
        await Patience.UntilAsync(() => ListAsync(records), list => list.Any(), "the first record");
        records.Retain(new Retention(1));
        Assert.Equal(1, await PruneAsync(records, Some.Moment.AddDays(9)));

        records.Add(Some.Record(2));
        await records.DisposeAsync();

        Assert.Equal(["request-2"], await ListAsync(records));
        Assert.Equal(0, records.Dropped);
    }

    [Fact]
    public async Task Gateways_that_write_of_a_new_day_at_once_do_not_stand_in_each_others_way()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var connection = await postgres.NewDatabaseAsync();
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(async number =>
            new PostgresRequestRecords(await OpenAsync(connection), $"node-{number}", Retention.Everything, 1_000, TimeProvider.System, _report)));
        foreach (var (node, number) in nodes.Select((node, number) => (node, number)))
        {
            for (var i = 0; i < 50; i++)
                node.Add(Some.Record(number * 50 + i) with { StartedAt = Some.Moment.AddHours(i) });
        }

        foreach (var node in nodes)
            await node.DisposeAsync();

        var all = (await nodes[0].ListAsync(Some.Everything, Some.Token)).Items;
        Assert.Equal(300, all.Count);
        Assert.Equal(6, all.DistinctBy(record => record.Node).Count());
        Assert.Equal(0, nodes.Sum(node => node.Dropped));
    }

    [Fact]
    public async Task While_it_is_away_records_wait_and_what_does_not_fit_is_dropped_and_counted()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartNewAsync();
        var connection = await server.NewDatabaseAsync();
        var database = await OpenAsync(connection);
        await server.StopAsync();
        var records = new PostgresRequestRecords(database, "one", Retention.Everything, queueLength: 500, TimeProvider.System, _report);
        for (var i = 0; i < 2_000; i++)
            records.Add(Some.Record(i) with { StartedAt = Some.Moment.AddSeconds(i) });
        Assert.InRange(records.Dropped, 2_000 - 500 - 256, 1_500);

        await server.StartAsync();
        await Patience.UntilAsync(() => Task.FromResult(database.IsAway), isAway => !isAway, "the database to be found");
        await records.DisposeAsync();

        Assert.Equal(2_000, (await records.ListAsync(Some.Everything, Some.Token)).Total + records.Dropped);
    }

    [Fact]
    public async Task The_oldest_days_go_where_all_take_too_much_and_never_the_present_one_or_those_to_come()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var connection = await postgres.NewDatabaseAsync();
        var database = await OpenAsync(connection);
        var records = new PostgresRequestRecords(database, "one", Retention.Everything, queueLength: 100, TimeProvider.System, _report);
        for (var day = -1; day < 5; day++)
            records.Add(Some.Record(day) with { StartedAt = Some.Moment.AddDays(-day) });
        await records.DisposeAsync();
        Assert.Equal(0, await PruneAsync(records));
        var size = long.Parse((await PostgresServer.ColumnAsync(
            connection, "SELECT SUM(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'request_record'::regclass"))[0]!, CultureInfo.InvariantCulture);

        records.Retain(new Retention(Bytes: size));
        Assert.Equal(0, await PruneAsync(records));
        records.Retain(new Retention(Bytes: size - 1));
        Assert.Equal(1, await PruneAsync(records));
        Assert.Equal(["request-3", "request-2", "request-1", "request-0", "request--1"], await ListAsync(records));
        records.Retain(new Retention(Bytes: 1));
        Assert.Equal(3, await PruneAsync(records));
        Assert.Equal(["request-0", "request--1"], await ListAsync(records));
    }

    [Fact]
    public async Task A_list_that_is_read_for_long_holds_up_nobody_behind_a_day_that_is_to_go()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var connection = await postgres.NewDatabaseAsync();
        var (readers, database) = (await OpenAsync(connection), await OpenAsync(connection));
        var records = new PostgresRequestRecords(database, "one", new Retention(1), queueLength: 100, TimeProvider.System, _report);
        records.Add(Some.Record(1));
        await records.DisposeAsync();

        await readers.UseAsync(
            async (reader, token) =>
            {
                await using var transaction = await reader.BeginTransactionAsync(token);
                await reader.ScalarAsync("SELECT COUNT(*) FROM request_record", token);
                await Assert.ThrowsAsync<Npgsql.PostgresException>(() => PruneAsync(records, Some.Moment.AddDays(9)));
                return 0;
            },
            Some.Token);

        Assert.False(database.IsAway);
        Assert.Equal(1, await PruneAsync(records, Some.Moment.AddDays(9)));
    }

    private static async Task<long> PruneAsync(PostgresRequestRecords records, DateTimeOffset? now = null) =>
        await records.PruneAsync(now ?? Some.Moment, Some.Token).SumAsync();

    private async Task<PostgresDatabase> OpenAsync(string connection)
    {
        var database = await PostgresDatabase.OpenAsync(PostgresAddress.Parse(connection), TimeProvider.System, _ => { }, Some.Token);
        lock (_databases)
            _databases.Add(database);
        return database;
    }

    private static async Task<IEnumerable<string>> ListAsync(PostgresRequestRecords records) =>
        (await records.ListAsync(Some.Everything, Some.Token)).Items.Select(record => record.RequestId);
}
