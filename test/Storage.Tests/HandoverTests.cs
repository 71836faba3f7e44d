using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests;

/// <summary>One store hands its data directory to another while both are open.</summary>
public sealed class HandoverTests : IDisposable
{
    private static IReadOnlyList<PastRange> Today { get; } =
        [new(UsageSpan.Day, DateOnly.FromDateTime(Some.Moment.UtcDateTime), UsageRollup.ByModel)];

    private readonly TemporaryDirectory _directory = new();
    private readonly List<OpenedExchange> _opened = [];
    private readonly List<(LedgerEntry Entry, bool IsCounted)> _settled = [];

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_the_old_one_has_open_is_told_of_and_not_taken_for_crashed()
    {
        await using var old = await Some.Store(_directory);
        var running = Some.Opened();
        await old.Journal.OpenAsync(running);

        await using var next = await TakeOverAsync(old);
        next.Predecessor!.Begin(Today, _ => { });
        Follow(next);

        Assert.Equal(0, next.Report.Recovered);
        Assert.Equal([running], _opened);
        await old.Journal.SettleAsync(Some.Settled(running));
        Follow(next);
        Assert.Equal([(Some.Settled(running), false)], _settled);
    }

    [Fact]
    public async Task Every_entry_of_the_old_one_is_counted_once_wherever_it_has_come_to()
    {
        await using var old = await Some.Store(_directory);
        for (var i = 0; i < 100; i++)
            await SettleOneAsync(old);
        Assert.Equal(100, (await LedgerRows.EntriesAsync(old.Ledger)).Count);
        var behind = SettleOneAsync(old);

        await using var next = await TakeOverAsync(old);
        var tokens = 0L;
        next.Predecessor!.Begin(Today, usage => tokens += usage.BudgetTokens);
        await behind;
        await SettleOneAsync(old);
        Follow(next);

        // What the ledger has may be swept from the journal before anybody reads it there.
        Assert.Equal(102 * 30, tokens + _settled.Where(each => !each.IsCounted).Sum(each => each.Entry.Usage.BudgetTokens));
        Assert.Distinct(_settled.Select(each => each.Entry.ExchangeId));
        Assert.False(_settled[^1].IsCounted);
    }

    [Fact]
    public async Task Nothing_is_deleted_that_the_new_one_may_still_have_to_read()
    {
        await using var old = await LocalStore.OpenAsync(_directory.Data, Some.SmallSegments, TimeProvider.System);
        var running = Some.Opened();
        await old.Journal.OpenAsync(running);
        for (var i = 0; i < 100; i++)
            await SettleOneAsync(old);
        await using var next = await TakeOverAsync(old);
        next.Predecessor!.Begin(Today, _ => { });

        // Its segments were held by what runs, and are not needed any more, but for the one that reads them.
        await old.Journal.SettleAsync(Some.Settled(running));
        Assert.Equal(101, (await LedgerRows.EntriesAsync(old.Ledger)).Count);
        await old.SweepAsync(Some.Token);
        Follow(next);

        Assert.Equal(101, _opened.Count);
        Assert.Equal(101, _settled.Count);
    }

    [Fact]
    public async Task Where_nobody_has_taken_over_what_is_not_needed_is_deleted_as_before()
    {
        await using var old = await LocalStore.OpenAsync(_directory.Data, Some.SmallSegments, TimeProvider.System);
        old.HandOver();
        for (var i = 0; i < 100; i++)
            await SettleOneAsync(old);
        Assert.Equal(100, (await LedgerRows.EntriesAsync(old.Ledger)).Count);
        await old.SweepAsync(Some.Token);
        var all = Segments;

        old.TakeBack();
        await old.SweepAsync(Some.Token);

        Assert.True(Segments < all, $"{Segments} of {all}");
    }

    [Fact]
    public async Task The_failed_attempts_of_the_old_one_are_told_of_with_its_exchange()
    {
        await using var old = await Some.Store(_directory);
        var running = Some.Opened();
        var again = running with { Failed = [Some.Failed(running)] };
        await old.Journal.OpenAsync(running);
        await using var next = await TakeOverAsync(old);
        next.Predecessor!.Begin(Today, _ => { });

        await old.Journal.OpenAsync(again);
        await old.Journal.SettleAsync(Some.Settled(running), again.Failed);
        Follow(next);

        Assert.Equal([0, 100], _opened.Select(opened => opened.TotalHeld - opened.HeldTokens));
        Assert.Equal([(Some.Settled(running), false), (Some.Failed(running), false)], _settled);
    }

    [Fact]
    public async Task When_the_old_one_is_gone_what_it_left_open_is_settled_once_and_the_ledger_is_whole()
    {
        var old = await Some.Store(_directory);
        var left = Some.Opened(prompt: 123);
        await old.Journal.OpenAsync(left);
        await using (var next = await TakeOverAsync(old))
        {
            next.Predecessor!.Begin(Today, _ => { });
            await SettleOneAsync(old);
            await old.DisposeAsync();

            var entry = Assert.Single(await next.Predecessor.FinishAsync());

            Assert.Equal((left.ExchangeId, Ending.Crashed), (entry.ExchangeId, entry.Ending));
            Assert.Equal(2, (await LedgerRows.EntriesAsync(next.Ledger)).Count);
        }
    }

    [Fact]
    public async Task No_third_one_gets_in_while_the_two_share_the_directory()
    {
        await using var old = await Some.Store(_directory);
        await using var next = await TakeOverAsync(old);

        await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory));
        await old.DisposeAsync();
        await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory));
    }

    [Fact]
    public async Task A_journal_of_several_segments_is_followed_from_one_to_the_next()
    {
        await using var old = await LocalStore.OpenAsync(
            _directory.Data, new StoreOptions { SegmentSize = 4096 }, TimeProvider.System, Some.Token);
        var running = Some.Opened();
        await old.Journal.OpenAsync(running);
        await using var next = await TakeOverAsync(old);
        next.Predecessor!.Begin(Today, _ => { });

        for (var i = 0; i < 100; i++)
        {
            await SettleOneAsync(old);
            Follow(next);
        }

        await old.Journal.SettleAsync(Some.Settled(running));
        Follow(next);
        Assert.Equal(101, _settled.Count);
    }

    private int Segments => Directory.GetFiles(_directory.Data, "*.journal", SearchOption.AllDirectories).Length;

    private static async Task SettleOneAsync(LocalStore store)
    {
        var opened = Some.Opened();
        await store.Journal.OpenAsync(opened);
        await store.Journal.SettleAsync(Some.Settled(opened));
    }

    private Task<LocalStore> TakeOverAsync(LocalStore old) =>
        LocalStore.OpenAsync(_directory.Data, new StoreOptions { Predecessor = old.HandOver() }, TimeProvider.System, Some.Token);

    private void Follow(LocalStore next) => next.Predecessor!.Follow(_opened.Add, (entry, isCounted) => _settled.Add((entry, isCounted)));
}
