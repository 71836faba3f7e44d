using FerroGate.Core.Aggregates;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Tests.Contracts;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Postgres;

/// <summary>Every entry of every node arrives once, whatever happens on the way.</summary>
[Trait("Category", "Process")]
public sealed class LedgerShippingTests(SharedPostgres postgres)
{
    private static readonly JournalId First = new(Guid.CreateVersion7(Some.Moment));
    private static readonly JournalId Second = new(Guid.CreateVersion7(Some.Moment.AddDays(1)));

    [Fact]
    public async Task Several_nodes_that_ship_at_once_add_up()
    {
        await using var one = await PostgresLedgerWorld.OpenAsync(postgres);
        PostgresLedgerWorld[] nodes = [one, .. await Task.WhenAll(Enumerable.Range(0, 3).Select(number => PostgresLedgerWorld.OpenAsync(one.Connection, $"node-{number}")))];

        // The same subjects and hours, so that all of them add to the same rows.
        await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var journal = new JournalId(Guid.CreateVersion7());
            for (var batch = 0; batch < 20; batch++)
            {
                await node.AddAsync(journal, [.. Enumerable.Range(batch * 10 + 1, 10).Select(sequence => new ProjectedEntry(
                    sequence, Some.Settled(Some.Opened($"key-{sequence % 3}") with { ReservedAt = Some.Moment.AddHours(sequence % 5) })))]);
            }
        })));

        var sum = Assert.Single((await one.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum;
        Assert.Equal((800, 800 * 30, 800 * 30), (sum.Requests, sum.BudgetTokens, sum.Cost.Value));
        var entries = (await one.Ledger.ListAsync(Some.Everything, Some.Token)).Items;
        Assert.Equal(800, entries.Select(entry => entry.ExchangeId).Distinct().Count());
        Assert.Equal([("node-0", 200), ("node-1", 200), ("node-2", 200), ("one", 200)], entries.CountBy(entry => entry.Node!).Select(node => (node.Key, node.Value)).Order());
        foreach (var node in nodes[1..])
            await node.DisposeAsync();
    }

    [Fact]
    public async Task More_than_a_batch_arrives_with_exchanges_whole()
    {
        await using var node = await PostgresLedgerWorld.OpenAsync(postgres);
        await node.AddAsync(First, [.. Enumerable.Range(1, 700).Select(sequence =>
        {
            var opened = Some.Opened();
            return new ProjectedEntry(sequence, Some.Settled(opened)) { Failed = [Some.Failed(opened), Some.Failed(opened, 2)] };
        })]);

        Assert.Equal(2_100, (await node.Ledger.ListAsync(Some.Everything, Some.Token)).Total);
        Assert.Equal(700L, await node.QueryAsync("SELECT shipped FROM journal"));
        Assert.Equal(2_100L, await node.QueryAsync("SELECT entries FROM chain"));
    }

    [Fact]
    public async Task A_database_that_was_restored_from_a_backup_gets_again_what_it_has_lost()
    {
        await using var node = await PostgresLedgerWorld.OpenAsync(postgres);
        await node.AddAsync(First, [new(1, Some.Settled(Some.Opened())), new(2, Some.Settled(Some.Opened()))]);
        await node.AddAsync(Second, [new(1, Some.Settled(Some.Opened()))]);
        await node.QueryAsync("TRUNCATE journal, entry, chain, seal, usage, usage_subject, usage_rollup");

        node.Return();
        await node.ShipAsync();

        Assert.Equal(3, (await node.Ledger.ListAsync(Some.Everything, Some.Token)).Total);
        Assert.Equal(90, Assert.Single((await node.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum.BudgetTokens);
    }

    [Fact]
    public async Task Sums_that_tell_apart_less_are_made_of_those_that_an_older_version_has_left()
    {
        await using var older = await PostgresLedgerWorld.OpenAsync(postgres);
        await older.AddAsync(First, [new(1, Some.Settled(Some.Opened("key-1"))), new(2, Some.Settled(Some.Opened("key-2")))]);
        await older.AddAsync(First, [new(3, Some.Settled(Some.Opened("key-2")))]);
        await older.QueryAsync(
            """
            DROP FUNCTION roll_up_added CASCADE; DROP FUNCTION roll_up_changed CASCADE; DROP FUNCTION roll_up; DROP FUNCTION rolled_up_subject;
            DROP TABLE usage_rollup;
            ALTER TABLE seal DROP COLUMN passed_over; ALTER TABLE entry DROP COLUMN makes_cost_known;
            DELETE FROM schema_version WHERE concern = 'Ledger' AND version > 1;
            """);

        await using var node = await PostgresLedgerWorld.OpenAsync(older.Connection, "newer");

        var byKey = await node.Usage.SumsAsync(new UsageQuery { GroupBy = [UsageDimension.Key], Limit = 10 }, Some.Token);
        Assert.Equal([("key-1", 30L), ("key-2", 60L)], byKey.Items.Select(group => (group.Values[0]!, group.Sum.BudgetTokens)));
        Assert.Equal(90, Assert.Single((await node.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum.BudgetTokens);
    }

    [Fact]
    public async Task An_exchange_that_two_nodes_settled_keeps_the_first_entry_and_is_counted()
    {
        await using var one = await PostgresLedgerWorld.OpenAsync(postgres);
        await using var other = await PostgresLedgerWorld.OpenAsync(one.Connection, "restored");
        var opened = Some.Opened();
        await one.AddAsync(First, [new(1, Some.Settled(opened, input: 1))]);

        await other.AddAsync(Second, [new(1, Some.Settled(opened, input: 2)), new(2, Some.Settled(Some.Opened(), input: 3))]);

        Assert.Equal([3L, 1L], (await one.Ledger.ListAsync(Some.Everything, Some.Token)).Items.Select(entry => entry.Usage.Input));
        Assert.Equal(44, Assert.Single((await one.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum.BudgetTokens);
        Assert.Equal(1, other.Report.DuplicatesIgnored);
    }

    [Fact]
    public async Task The_days_of_the_fleet_and_what_waits_on_a_node_count_each_entry_once()
    {
        await using var one = await PostgresLedgerWorld.OpenAsync(postgres);
        await using var other = await PostgresLedgerWorld.OpenAsync(one.Connection, "other");
        await one.AddAsync(First, [new(1, Some.Settled(Some.Opened()))]);
        await other.AddAsync(Second, [new(4, Some.Settled(Some.Opened()))]);
        var opened = Some.Opened();
        await one.SettleAsync(First, [new(2, Some.Settled(opened)) { Failed = [Some.Failed(opened)] }, new(3, Some.Settled(Some.Opened() with { ReservedAt = Some.Moment.AddMonths(-1) }))]);

        var tokens = 0L;
        var day = DateOnly.FromDateTime(Some.Moment.UtcDateTime);
        var arrived = await one.FleetUsage.ReadPastAsync([new PastRange(UsageSpan.Day, day, UsageRollup.ByModel)], usage => tokens += usage.BudgetTokens, Some.Token);
        one.Source.Read(arrived, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), entry => tokens += entry.Usage.BudgetTokens);

        Assert.Equal([(First, 1L), (Second, 4L)], arrived.Select(journal => (journal.Key, journal.Value)).Order());
        Assert.Equal(30 + 30 + 130, tokens);
        Assert.Equal(3, one.Source.Count(arrived));
    }

    [Fact]
    public async Task Texts_that_PostgreSQL_has_no_form_for_arrive_all_the_same()
    {
        await using var node = await PostgresLedgerWorld.OpenAsync(postgres);

        await node.AddAsync(First, [new(1, Some.Settled(Some.Opened() with { Model = "a\0b" })), new(2, Some.Settled(Some.Opened() with { Model = "c\uD800d" }))]);

        Assert.Equal(["c\uFFFDd", "a\uFFFDb"], (await node.Ledger.ListAsync(Some.Everything, Some.Token)).Items.Select(entry => entry.Model));
    }
}
