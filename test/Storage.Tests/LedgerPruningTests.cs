using FerroGate.Core.Aggregates;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;
using FerroGate.Storage.Sqlite.Usage;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests;

/// <summary>Old entries go, and what stands for them fits what stays.</summary>
public sealed class LedgerPruningTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string LedgerPath => Path.Combine(_directory.Data, "ledger.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_oldest_entries_of_each_chain_go_and_the_ledger_is_whole_without_them()
    {
        await SettleAsync(1, 2, 3);
        await SettleAsync(2, 3, 1, 4);
        var head = (await HeadsAsync())[0];

        var pruned = Prune(3);

        Assert.Equal((3, 90), (pruned.Entries, pruned.Cost.Value));
        var found = Verify(head);
        Assert.Equal((4, 3), (found.Entries, found.Pruned));
        Assert.Empty(found.Faults);
        await SettleAsync(5);
        Assert.Empty(Verify(head).Faults);
        Assert.Equal(0, Prune(3).Entries);
    }

    [Fact]
    public async Task What_is_taken_out_later_still_is_missed()
    {
        await SettleAsync(1, 2, 3, 4);
        Prune(2);

        LedgerRows.Execute(LedgerPath, "DELETE FROM entry WHERE id = 2; DELETE FROM seal WHERE entry = 2");
        Assert.Contains("number 2 to 2", Assert.Single(Verify().Faults), StringComparison.Ordinal);

        LedgerRows.Execute(LedgerPath, "UPDATE chain SET anchor_entries = 2, anchor_mac = x'00'");
        Assert.Contains(Verify().Faults, fault => fault.Contains("The row that says how far", StringComparison.Ordinal));
        Assert.Contains("not whole", Assert.Throws<StoreException>(() => Prune(9)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sums_stay_and_go_on_when_everything_was_pruned_but_the_newest_entry()
    {
        await SettleAsync(1, 2, 3);

        Assert.Equal(2, Prune(9).Entries);
        await SettleAsync(1, 2);

        await using var store = await Some.Store(_directory);
        var sum = Assert.Single((await store.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum;
        Assert.Equal((5, 150, 150), (sum.Requests, sum.BudgetTokens, sum.Cost.Value));
        Assert.Equal(3, (await LedgerRows.EntriesAsync(store.Ledger)).Count);
        Assert.Empty(Verify().Faults);
    }

    [Fact]
    public async Task An_entry_with_a_time_to_come_keeps_nothing_that_is_old_and_goes_with_what_came_after_it()
    {
        const int toCome = 40_000;
        await SettleAsync(1, toCome, 2, 9, toCome);

        var pruned = Prune(3);

        Assert.Equal((3, 90), (pruned.Entries, pruned.Cost.Value));
        var found = Verify();
        Assert.Equal((2, 3), (found.Entries, found.Pruned));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task An_entry_with_a_time_to_come_stays_with_the_young_ones_behind_it()
    {
        await SettleAsync(40_000, 9, 10);

        Assert.Equal(0, Prune(3).Entries);
        Assert.Equal(3, Verify().Entries);
    }

    [Theory]
    [InlineData("last_entry")]
    [InlineData("last_total")]
    [InlineData("last_rollup")]
    public async Task What_the_sums_do_not_have_yet_is_not_pruned(string place)
    {
        await SettleAsync(1, 2, 9);
        LedgerRows.AssertSumsAreRight(LedgerPath);
        LedgerRows.Execute(LedgerPath, $"UPDATE usage_folded SET {place} = 1");
        using var database = OpenLedger();

        Assert.Equal(1, PruneWithKey(database).Sum(part => part.Entries));
    }

    [Fact]
    public async Task What_somebody_changed_is_not_pruned_by_whoever_did_not_look_at_the_whole_ledger()
    {
        await SettleAsync(1, 2, 9);
        using var database = OpenLedger();
        UsageFold.Run(database);
        foreach (var (sql, fault) in ((string, string)[])
            [
                ("UPDATE entry SET cost_nano_usd = 1 WHERE id = 1", "was changed or moved"),
                ("DELETE FROM entry WHERE id = 1; DELETE FROM seal WHERE entry = 1", "were deleted"),
                ("UPDATE chain SET entries = 9", "The row that says how far"),
            ])
        {
            LedgerRows.Execute(LedgerPath, sql);
            Assert.Contains(fault, Assert.Throws<StoreException>(() => PruneWithKey(database)).Message, StringComparison.Ordinal);
        }
    }

    private Database OpenLedger() => Database.Open(LedgerPath, Migrations.Ledger, TimeProvider.System, TimeSpan.FromSeconds(1));

    private List<LedgerPruning> PruneWithKey(Database database) =>
        [.. new ChainPrune(database, LedgerKey.OpenExisting(DataPaths.Open(_directory.Data), null), new PruneTime(Day(3), Day(20))).Run()];

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1);

    private LedgerPruning Prune(int beforeDay) => LedgerPruning.Run(_directory.Data, Some.SmallSegments, Day(beforeDay), TimeProvider.System);

    private LedgerVerification Verify(params LedgerHead[] heads) =>
        LedgerVerification.Run(_directory.Data, Some.SmallSegments, heads, TimeProvider.System);

    private async Task<IReadOnlyList<LedgerHead>> HeadsAsync()
    {
        await using var store = await Some.Store(_directory);
        return await store.HeadsAsync(1, Some.Token);
    }

    /// <summary>A process that settles an exchange on each of some days.</summary>
    private async Task SettleAsync(params int[] days)
    {
        await using var store = await Some.Store(_directory);
        foreach (var day in days)
            await store.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Day(day) }));
        await store.HeadsAsync(1, Some.Token);
    }
}
