using FerroGate.Core.Aggregates;
using FerroGate.Storage.Journal;
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
    public void Days_come_with_the_last_entry_of_a_journal_that_counts()
    {
        _store.Add(Journal, [new(1, Some.Settled(Some.Opened())), new(5, Some.Settled(Some.Opened()))]);

        var tokens = 0L;
        var projected = _usage.ReadDays(DateOnly.MinValue, Journal, day => tokens += day.BudgetTokens);

        Assert.Equal((5, 60), (projected, tokens));
    }

    private async Task<UsageSum> OneAsync() =>
        Assert.Single((await _usage.SumsAsync(new UsageQuery { Limit = 10 }, Some.Token)).Items).Sum;
}
