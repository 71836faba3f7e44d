using FerroGate.Core.Aggregates;
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

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);

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
