using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>What a ledger does on every database.</summary>
public abstract class LedgerContract : IAsyncLifetime
{
    private static readonly JournalId Journal = new(Guid.CreateVersion7(Some.Moment));

    private ILedgerWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task An_entry_keeps_every_field()
    {
        var full = Some.Settled(Some.Opened()) with { Usage = Some.FullUsage, Ending = Ending.GatewayError, Corrects = Some.Opened().ExchangeId, Reason = "why" };
        var bare = Some.Settled(Some.Opened(), output: null, cost: null) with
        {
            Tenant = Core.Keys.Tenant.None,
            Provider = null,
            ProviderModel = null,
            Status = null,
            OutputAssumed = false,
        };
        await _world.AddAsync(Journal, Some.Projected(full, bare));

        Assert.Equal([bare, full], await EntriesAsync());
    }

    [Fact]
    public async Task Texts_that_not_every_database_can_have_are_sealed_as_they_are_stored()
    {
        var opened = Some.Opened() with { KeyId = "k\0", Tenant = new Core.Keys.Tenant("o\0", "t\uD800", "p\uDC00x", "\0"), Model = "a\0b\uD83D" };
        var settled = Some.Settled(opened) with { Provider = "\uDFFF", ProviderModel = "\0\0", Corrects = Some.Opened().ExchangeId, Reason = "😀\0" };
        await _world.AddAsync(Journal, [new(1, settled) { Failed = [Some.Failed(opened)] }, new(2, Some.Settled(Some.Opened()))]);

        var stored = (await EntriesAsync())[^1];
        Assert.Equal(
            ("k\uFFFD", new Core.Keys.Tenant("o\uFFFD", "t\uFFFD", "p\uFFFDx", "\uFFFD"), "a\uFFFDb\uFFFD", "\uFFFD", "\uFFFD\uFFFD", "😀\uFFFD"),
            (stored.KeyId, stored.Tenant, stored.Model, stored.Provider, stored.ProviderModel, stored.Reason));
        Assert.Empty(await _world.FaultsAsync());
        await AssertSumsAreRightAsync();
    }

    [Fact]
    public async Task Whoever_settles_an_exchange_first_settles_its_failed_attempts_too()
    {
        var opened = Some.Opened();
        var failed = Some.Failed(opened);
        Assert.Equal(0, await _world.AddAsync(Journal, [new(1, Some.Settled(opened, input: 1)), new(2, Some.Settled(Some.Opened()))]));

        Assert.Equal(1, await _world.AddAsync(Journal, [new(3, Some.Settled(opened, input: 2)) { Failed = [failed] }]));

        Assert.Equal([10L, 1L], (await EntriesAsync()).Select(entry => entry.Usage.Input));
        await AssertSumsAreRightAsync();
    }

    [Fact]
    public async Task Pages_begin_with_the_newest_and_end_with_the_window()
    {
        var entries = Enumerable.Range(0, 20).Select(i => Some.Settled(Some.Opened(), input: i)).ToArray();
        await _world.AddAsync(Journal, Some.Projected(entries));

        var page = await _world.Ledger.ListAsync(new PageRequest(Offset: 2, Limit: 3, Window: 10), Some.Token);
        Assert.Equal([17, 16, 15], page.Items.Select(entry => entry.Usage.Input!.Value));
        Assert.Equal(10, page.Total);

        var last = await _world.Ledger.ListAsync(new PageRequest(Offset: 8, Limit: 5, Window: 10), Some.Token);
        Assert.Equal([11, 10], last.Items.Select(entry => entry.Usage.Input!.Value));

        var behind = await _world.Ledger.ListAsync(new PageRequest(Offset: 10, Limit: 5, Window: 10), Some.Token);
        Assert.Empty(behind.Items);
        Assert.Equal(20, (await _world.Ledger.ListAsync(Some.Everything, Some.Token)).Total);
    }

    [Fact]
    public async Task An_exchange_that_is_settled_twice_keeps_the_first_entry_and_is_counted()
    {
        var opened = Some.Opened();
        Assert.Equal(0, await _world.AddAsync(Journal, Some.Projected(Some.Settled(opened, 1))));
        Assert.Equal(1, await _world.AddAsync(new JournalId(Guid.CreateVersion7(Some.Moment)), Some.Projected(Some.Settled(opened, 2))));

        Assert.Equal(1, Assert.Single(await EntriesAsync()).Usage.Input);
        await AssertSumsAreRightAsync();
    }

    [Fact]
    public async Task The_entries_of_an_exchange_are_its_own_those_of_failed_attempts_and_corrections()
    {
        var opened = Some.Opened();
        var correction = Some.Settled(Some.Opened()) with { Corrects = opened.ExchangeId, Reason = "why" };
        await _world.AddAsync(Journal, [new(1, Some.Settled(opened)) { Failed = [Some.Failed(opened)] }, new(2, Some.Settled(Some.Opened())), new(3, correction)]);

        var entries = await _world.Ledger.EntriesOfAsync(opened.ExchangeId, Some.Token);

        Assert.Equal([Some.Settled(opened), Some.Failed(opened), correction], entries.Select(entry => entry with { Node = null }));
    }

    [Fact]
    public async Task Entries_that_come_a_second_time_change_nothing()
    {
        var opened = Some.Opened();
        ProjectedEntry[] entries = [new(1, Some.Settled(opened)) { Failed = [Some.Failed(opened)] }, new(2, Some.Settled(Some.Opened()))];
        await _world.AddAsync(Journal, entries);

        Assert.Equal(0, await _world.AddAsync(Journal, entries));
        Assert.Equal(3, (await EntriesAsync()).Count);
        await AssertSumsAreRightAsync();
    }

    private protected abstract Task<ILedgerWorld> OpenAsync();

    private async Task<IReadOnlyList<LedgerEntry>> EntriesAsync() =>
        [.. (await LedgerRows.EntriesAsync(_world.Ledger)).Select(entry => entry with { Node = null })];

    /// <summary>The sums of each hour, day and month are those of the entries.</summary>
    private async Task AssertSumsAreRightAsync()
    {
        var expected = (await EntriesAsync()).Select(UsageSum.Of).Aggregate((left, right) => left + right);
        foreach (var span in Enum.GetValues<UsageSpan>())
        {
            var sums = (await _world.Usage.SumsAsync(new UsageQuery { Each = span, Limit = 1_000 }, Some.Token)).Items;
            Assert.Equal(expected, sums.Select(group => group.Sum).Aggregate((left, right) => left + right));
        }
    }
}
