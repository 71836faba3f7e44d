using System.Collections.Frozen;
using FerroGate.Core.Aggregates;

namespace FerroGate.Core.Limits.Shared;

/// <summary>
/// Sees to it that every budget of this gateway is built and open: builds those that are new or lost of the ledger, and tells the others when
/// this gateway has counted what the ledger did not have.
/// </summary>
internal sealed class SharedBudgets(ISharedCounters counters, IPastUsage past, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(50);

    private readonly string _node = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
    private readonly SemaphoreSlim _turn = new(1);
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private IReadOnlyDictionary<string, Budget> _budgets = FrozenDictionary<string, Budget>.Empty;
    private IReadOnlyDictionary<string, Budget> _next = FrozenDictionary<string, Budget>.Empty;
    private IReadOnlyDictionary<string, string> _told = FrozenDictionary<string, string>.Empty;

    /// <summary>What is told now.</summary>
    public BudgetRound Round { get; private set; } = BudgetRound.None;

    /// <summary>There is another round.</summary>
    public event Action? RoundBegan;

    /// <summary>Other budgets count from now on.</summary>
    public void Begin(IReadOnlyDictionary<string, Budget> budgets)
    {
        lock (_lock)
        {
            (_budgets, _next) = (budgets, FrozenDictionary<string, Budget>.Empty);
            BeginRound(Round.Builds.Where(build => budgets.ContainsKey(build.Key)).ToFrozenDictionary());
        }

        RoundBegan?.Invoke();
        Wake();
    }

    /// <summary>Tells everything again: the counters may have lost the last of what they were told.</summary>
    public void TellAgain()
    {
        lock (_lock)
            BeginRound(Round.Builds);
        RoundBegan?.Invoke();
        Wake();
    }

    /// <summary>Builds budgets that will count soon. Where that takes too long, they are built later, and closed until then.</summary>
    public async Task PrepareAsync(IReadOnlyDictionary<string, Budget> next, CancellationToken cancellation)
    {
        lock (_lock)
            _next = next;

        var start = clock.GetTimestamp();
        while (!counters.IsAway && clock.GetElapsedTime(start) < Patience)
        {
            try
            {
                var states = await BeatAsync(cancellation);
                if (next.Keys.All(id => states.Any(state => state.Budget == id && state.Build is not null)))
                    return;
            }
            catch (IOException)
            {
                return;
            }

            await Task.Delay(Blink, clock, cancellation);
        }
    }

    /// <summary>Everything was told of a round.</summary>
    public void Told(BudgetRound round)
    {
        lock (_lock)
        {
            if (round == Round)
                _told = round.Builds;
        }

        Wake();
    }

    /// <summary>Says that this gateway lives, and builds what is not built.</summary>
    public async Task<IReadOnlyList<BudgetState>> BeatAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            var states = await LookAsync();
            if (states.All(state => state.Build is not null) || !await TryBuildAsync([.. states.Where(state => state.Build is null).Select(state => state.Budget)], cancellation))
                return states;
            return await LookAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Waits for as long, or until there is something to say.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken stop) => Task.WhenAny(_news.Task, Task.Delay(longest, clock, stop));

    public void Dispose() => _turn.Dispose();

    /// <summary>There is something to say, or to hear.</summary>
    public void Wake() => Interlocked.Exchange(ref _news, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    private void BeginRound(IReadOnlyDictionary<string, string> builds) =>
        Round = new BudgetRound(Round.Number + 1, builds) { IsWhole = builds.Count == _budgets.Count };

    private async Task<IReadOnlyList<BudgetState>> LookAsync()
    {
        List<BudgetState> told;
        lock (_lock)
            told = [.. _budgets.Keys.Union(_next.Keys).Select(id => new BudgetState(id, _told.GetValueOrDefault(id)))];

        var states = await counters.BeatAsync(_node, told);
        var isNew = false;
        lock (_lock)
        {
            var builds = states.Where(state => state.Build is not null && _budgets.ContainsKey(state.Budget)).ToFrozenDictionary(state => state.Budget, state => state.Build!);
            isNew = builds.Count != Round.Builds.Count || builds.Any(build => Round.Builds.GetValueOrDefault(build.Key) != build.Value);
            if (isNew)
                BeginRound(builds);
        }

        if (isNew)
            RoundBegan?.Invoke();
        return states;
    }

    private async Task<bool> TryBuildAsync(HashSet<string> ids, CancellationToken cancellation)
    {
        var build = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        if (!await counters.TryBeginBuildAsync(build))
            return false;

        try
        {
            List<(string Id, Budget Budget)> unbuilt;
            lock (_lock)
                unbuilt = [.. _budgets.UnionBy(_next, budget => budget.Key).Where(budget => ids.Contains(budget.Key)).Select(budget => (budget.Key, budget.Value))];

            var sums = new PastSums([.. unbuilt.Select(one => one.Budget)]);
            var journals = new List<JournalPlace>();
            await past.ReadAsync(sums.Ranges(await counters.NowAsync()), sums.Add, journals.Add, cancellation);
            foreach (var (id, budget) in unbuilt)
            {
                var spent = sums.Of(budget).Select(sum => Drawing.SpendOf(id, sum.Key.Account, sum.Key.Period, null, sum.Value));
                await counters.BuildAsync(id, build, [.. spent], journals);
            }

            return true;
        }
        finally
        {
            await counters.EndBuildAsync(build);
        }
    }
}
