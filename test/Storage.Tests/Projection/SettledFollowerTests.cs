using FerroGate.Core.Ledger;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;

namespace FerroGate.Storage.Tests.Projection;

/// <summary>Whoever has to know of every settled exchange is told of each, in order, whatever fails and whoever dies.</summary>
public sealed class SettledFollowerTests : IDisposable
{
    private static readonly StoreOptions Followed = Some.SmallSegments with { IsFollowed = true };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Everything_is_told_in_order_and_only_once()
    {
        await using var store = await Some.Store(_directory, Followed);
        var listener = new Listener();
        var entries = await SettleAsync(store, 200);
        store.Follow(listener);
        entries.AddRange(await SettleAsync(store, 200));

        await listener.UntilAsync(400);

        Assert.Equal(entries.Select(entry => entry.ExchangeId), listener.Told.Select(told => told.Entry.ExchangeId));
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_again_from_where_the_listener_is()
    {
        await using var store = await Some.Store(_directory, Followed);
        var listener = new Listener { FailsEvery = 3 };
        var entries = await SettleAsync(store, 600);

        // Each failure is a pause, and there are as many as there are batches: few of what is there already, one of each that comes singly.
        store.Follow(listener);
        entries.AddRange(await SettleAsync(store, 20));
        await listener.UntilAsync(620);

        Assert.Equal(entries.Select(entry => entry.ExchangeId), listener.Told.Select(told => told.Entry.ExchangeId));
    }

    [Fact]
    public async Task Another_round_tells_everything_from_there_that_is_asked_for()
    {
        await using var store = await Some.Store(_directory, Followed);
        var listener = new Listener();
        store.Follow(listener);
        var entries = await SettleAsync(store, 10);
        await listener.UntilAsync(10);

        listener.BeginAgain(counted: listener.Told[3].Sequence);
        await listener.UntilAsync(6);

        Assert.Equal(entries.Skip(4).Select(entry => entry.ExchangeId), listener.Told.Select(told => told.Entry.ExchangeId));
        Assert.Equal(listener.Round, await Patience.UntilAsync(() => Task.FromResult(listener.ToldRound), round => round == listener.Round, "the end of the round"));
    }

    [Fact]
    public async Task What_a_process_that_died_has_settled_or_left_open_is_told_by_the_next()
    {
        LedgerEntry settled;
        var open = Some.Opened();
        await using (var store = await Some.Store(_directory, Followed))
        {
            settled = (await SettleAsync(store, 1))[0];
            await store.Journal.OpenAsync(open);
        }

        await using var next = await Some.Store(_directory, Followed);
        var listener = new Listener();
        next.Follow(listener);
        await listener.UntilAsync(2);

        Assert.Equal([settled.ExchangeId, open.ExchangeId], listener.Told.Select(told => told.Entry.ExchangeId));
    }

    [Fact]
    public async Task Segments_stay_until_everything_in_them_was_told()
    {
        await using (var store = await Some.Store(_directory, Followed))
            await SettleAsync(store, 100);

        // The ledger has everything by now.
        await using var next = await Some.Store(_directory, Followed);
        var before = Segments;
        Assert.True(before > 2, $"{before} segments");
        var listener = new Listener();
        next.Follow(listener);
        await listener.UntilAsync(100);
        await SettleAsync(next, 1);

        await Patience.UntilAsync(() => Task.FromResult(Segments), count => count < before, "old segments to go");
    }

    [Fact]
    public async Task Segments_stay_while_not_everything_that_counts_is_there_to_be_told()
    {
        await using (var store = await Some.Store(_directory, Followed))
            await SettleAsync(store, 100);
        await using var next = await Some.Store(_directory, Followed);
        var before = Segments;
        var listener = new Listener { IsWhole = false };
        next.Follow(listener);
        await listener.UntilAsync(100);
        await SettleAsync(next, 1);
        await listener.UntilAsync(101);
        Assert.Equal(101, (await LedgerRows.EntriesAsync(next.Ledger)).Count);
        await next.SweepAsync(Some.Token);
        Assert.InRange(Segments, before, int.MaxValue);

        listener.IsWhole = true;
        listener.BeginAgain(counted: 0);

        await Patience.UntilAsync(
            async () =>
            {
                await next.SweepAsync(Some.Token);
                return Segments;
            },
            count => count < before,
            "old segments to go");
    }

    private int Segments => Directory.GetFiles(_directory.Data, "*.journal", SearchOption.AllDirectories).Length;

    private static async Task<List<LedgerEntry>> SettleAsync(LocalStore store, int count)
    {
        var entries = new List<LedgerEntry>();
        for (var i = 0; i < count; i++)
        {
            var opened = Some.Opened();
            await store.Journal.OpenAsync(opened);
            entries.Add(Some.Settled(opened));
            await store.Journal.SettleAsync(entries[^1]);
        }

        return entries;
    }

    private sealed class Listener : ISettledExchanges
    {
        private readonly Lock _lock = new();
        private readonly Dictionary<string, long> _counted = [];
        private readonly List<SettledExchange> _told = [];
        private int _calls;

        public event Action? RoundBegan;

        /// <summary>Every so many calls fail; 0 is none.</summary>
        public int FailsEvery { get; init; }

        public int Round { get; private set; }

        public bool IsWhole { get; set; } = true;

        public int ToldRound { get; private set; } = -1;

        public IReadOnlyList<SettledExchange> Told
        {
            get
            {
                lock (_lock)
                    return [.. _told];
            }
        }

        public void BeginAgain(long counted)
        {
            lock (_lock)
            {
                foreach (var journal in _counted.Keys)
                    _counted[journal] = counted;
                _told.Clear();
                Round++;
            }

            RoundBegan?.Invoke();
        }

        public Task BeginAsync(int round) => Task.CompletedTask;

        public Task<long> CountedAsync(string journal)
        {
            lock (_lock)
                return Task.FromResult(_counted.GetValueOrDefault(journal));
        }

        public Task CountAsync(string journal, IReadOnlyList<SettledExchange> exchanges)
        {
            lock (_lock)
            {
                if (FailsEvery > 0 && ++_calls % FailsEvery == 0)
                    throw new Core.Limits.Shared.CountersAwayException("away");
                _told.AddRange(exchanges);
                _counted[journal] = exchanges[^1].Sequence;
            }

            return Task.CompletedTask;
        }

        public Task ToldAsync(int round)
        {
            ToldRound = round;
            return Task.CompletedTask;
        }

        public Task<int> UntilAsync(int count) => Patience.UntilAsync(() => Task.FromResult(Told.Count), told => told >= count, $"{count} exchanges to be told");
    }
}
