using FerroGate.Core.Aggregates;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Usage;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Sqlite;

/// <summary>The sums of the ledger.</summary>
public sealed class SqliteUsageAggregatesTests : IDisposable
{
    private static readonly JournalId Journal = new(Guid.CreateVersion7(Some.Moment));

    private readonly TemporaryDirectory _directory = new();
    private readonly Database _database;
    private readonly SqliteLedgerStore _store;
    private readonly SqliteUsageAggregates _usage;

    public SqliteUsageAggregatesTests()
    {
        _database = Some.LedgerDatabase(_directory);
        (_store, _usage) = (new SqliteLedgerStore(_database, Some.LedgerKey(_directory)), new SqliteUsageAggregates(_database));
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Entries_of_a_process_that_knows_nothing_of_the_sums_are_in_them_all_the_same()
    {
        _store.Add(Journal, Some.Projected(Some.Settled(Some.Opened())));
        LedgerRows.Execute(
            _database.Path,
            """
            INSERT INTO entry (journal, sequence, exchange_id, reserved_at, settled_at, key_id, model, ending, usage_source, output_assumed, output_tokens)
            VALUES (1, 8, x'00112233445566778899aabbccddeeff', 0, 2, 'key-2', 'm', 1, 1, 0, 17);
            INSERT INTO monthly_usage VALUES (197001, 'key-2', 17, 0, 1);
            """);

        Assert.Equal(47, (await OneAsync()).BudgetTokens);

        _store.Add(Journal, [new(9, Some.Settled(Some.Opened()))]);
        Assert.Equal(77, (await OneAsync()).BudgetTokens);
        LedgerRows.AssertSumsAreRight(_database.Path);
    }

    [Fact]
    public async Task Totals_are_made_of_the_sums_there_are_also_where_their_entries_were_pruned()
    {
        _store.Add(Journal, Some.Projected(Some.Settled(Some.Opened("key-1")), Some.Settled(Some.Opened("key-2"))));
        Assert.Equal(60, (await OneAsync()).BudgetTokens);

        // As a database of the version before is.
        LedgerRows.Execute(
            _database.Path,
            """
            DELETE FROM usage_total; DELETE FROM usage_rollup;
            UPDATE usage_folded SET last_total = NULL, last_rollup = NULL;
            DELETE FROM seal; DELETE FROM entry WHERE id = 1
            """);
        _store.Add(Journal, [new(9, Some.Settled(Some.Opened("key-1")))]);

        Assert.Equal((90, 3L), ((await OneAsync()).BudgetTokens, (await OneAsync()).Requests));
        Assert.Equal([("key-1", 60), ("key-2", 30)], await ByKeyAsync());
        LedgerRows.AssertRollupsAreRight(_database.Path);
    }

    [Fact]
    public async Task What_an_older_version_adds_while_it_hands_over_is_in_the_totals_too()
    {
        _store.Add(Journal, Some.Projected(Some.Settled(Some.Opened("key-1"))));
        Assert.Equal(30, (await OneAsync()).BudgetTokens);
        _store.Add(Journal, [new(9, Some.Settled(Some.Opened("key-2")))]);
        await ByKeyAsync();
        LedgerRows.Execute(_database.Path, "UPDATE usage_folded SET last_total = 1, last_rollup = 1; UPDATE usage_total SET budget_tokens = 30, cost_nano_usd = 30, entries = 1");
        LedgerRows.Execute(_database.Path, "UPDATE usage_rollup SET budget_tokens = 30, cost_nano_usd = 30, entries = 1");
        LedgerRows.Execute(_database.Path, "DELETE FROM usage_rollup WHERE subject IN (SELECT id FROM usage_subject WHERE key_id = 'key-2')");

        Assert.Equal([("key-1", 30), ("key-2", 30)], await ByKeyAsync());
        Assert.Equal(60, (await OneAsync()).BudgetTokens);
        LedgerRows.AssertSumsAreRight(_database.Path);
    }

    [Theory]
    [InlineData(2_048)]
    [InlineData(40_000)]
    public async Task However_much_is_not_added_yet_everything_is_counted(int count)
    {
        for (var at = 0; at < count; at += 512)
            _store.Add(Journal, [.. Enumerable.Range(at + 1, Math.Min(512, count - at)).Select(i => new ProjectedEntry(i, Some.Settled(Some.Opened($"key-{i % 100}"))))]);

        Assert.Equal((count * 30L, (long)count), ((await OneAsync()).BudgetTokens, (await OneAsync()).Entries));
        Assert.Equal(100, (await ByKeyAsync()).Count);
        LedgerRows.AssertSumsAreRight(_database.Path);
    }

    [Fact]
    public void The_past_comes_with_the_last_entry_of_a_journal_that_counts()
    {
        _store.Add(Journal, [new(1, Some.Settled(Some.Opened())), new(5, Some.Settled(Some.Opened()))]);

        var tokens = 0L;
        var projected = _usage.ReadPast([new PastRange(UsageSpan.Day, DateOnly.MinValue, UsageRollup.ByKey)], Journal, usage => tokens += usage.BudgetTokens);

        Assert.Equal((5, 60), (projected, tokens));
    }

    private async Task<IReadOnlyList<(string?, long)>> ByKeyAsync() =>
        [.. (await _usage.SumsAsync(new UsageQuery { Limit = 1000, GroupBy = [UsageDimension.Key] }, Some.Token)).Items.Select(group => (group.Values[0], group.Sum.BudgetTokens))];

    private async Task<UsageSum> OneAsync() =>
        Assert.Single((await _usage.SumsAsync(new UsageQuery { Limit = 10 }, Some.Token)).Items).Sum;
}
