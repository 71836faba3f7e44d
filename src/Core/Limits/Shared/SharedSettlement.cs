using System.Collections.Concurrent;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits.Shared;

/// <summary>Counts what the journals of this gateway say was settled. Nothing else adds to what was spent.</summary>
internal sealed class SharedSettlement(ISharedCounters counters, SharedRules rules, SharedBudgets budgets, Func<Task> holdAgain) : ISettledExchanges
{
    private readonly ConcurrentDictionary<ExchangeId, TaskCompletionSource> _expected = new();

    // What is told belongs to the round that was begun, also when there is another one by now.
    private BudgetRound _round = BudgetRound.None;

    /// <summary>Somebody wants to know how far a budget is spent.</summary>
    public event Action<BudgetAlert>? Alerted;

    public event Action? RoundBegan
    {
        add => budgets.RoundBegan += value;
        remove => budgets.RoundBegan -= value;
    }

    public int Round => budgets.Round.Number;

    public bool IsWhole => _round.IsWhole;

    /// <summary>Completes when an entry that is written after this has been counted.</summary>
    public Task ExpectAsync(ExchangeId entry) => _expected.GetOrAdd(entry, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void ExpectNoMore(ExchangeId entry) => _expected.TryRemove(entry, out _);

    public async Task<long> CountedAsync(string journal) =>
        _round.Builds is { Count: > 0 } builds ? await counters.CountedAsync(journal, [.. builds.Keys]) : long.MaxValue;

    public async Task CountAsync(string journal, IReadOnlyList<SettledExchange> exchanges)
    {
        var round = _round;
        var quotas = exchanges.Select(exchange => rules.PlanOf(exchange.Entry.KeyId, exchange.Entry.Tenant, exchange.Entry.Model).Spends).ToList();
        List<SettledDraw> settled = [.. exchanges.Zip(quotas, Draw)];
        if (await counters.CountAsync(journal, settled, round.Builds) is not { } counted)
        {
            budgets.Wake();
            throw new CountersAwayException("A budget was built anew or is lost, and this gateway has not heard of it yet.");
        }

        await counters.MarkAsync(new JournalPlace(journal, exchanges[^1].Sequence), round.Builds);

        TellExpected(exchanges);
        var at = 0;
        for (var i = 0; i < settled.Count; i++)
        {
            for (var spend = 0; spend < settled[i].Spends.Count; spend++)
            {
                if (counted[at++] is { } change)
                    Tell(quotas[i][spend], settled[i].Spends[spend].Period, change.Before, change.After);
            }
        }
    }

    private void TellExpected(IReadOnlyList<SettledExchange> exchanges)
    {
        if (_expected.IsEmpty)
            return;
        foreach (var exchange in exchanges)
        {
            if (_expected.TryGetValue(exchange.Entry.ExchangeId, out var expected))
                expected.TrySetResult();
        }
    }

    public Task BeginAsync(int round)
    {
        var now = budgets.Round;
        _round = now.Number == round ? now : BudgetRound.None;

        // Whatever is settled after that is held until it is told.
        return holdAgain();
    }

    public Task ToldAsync(int round)
    {
        budgets.Told(_round);
        return Task.CompletedTask;
    }

    private static SettledDraw Draw(SettledExchange settled, SpendQuota[] quotas)
    {
        IReadOnlyList<LedgerEntry> all = [settled.Entry, .. settled.Failed];
        var day = DateOnly.FromDateTime(settled.Entry.ReservedAt.UtcDateTime);
        return new SettledDraw(
            settled.Sequence, settled.Entry.ExchangeId, Drawing.SpendsOf(quotas, day, LedgerEntry.BudgetTokensOf(all), LedgerEntry.CostOf(all)));
    }

    private void Tell(SpendQuota quota, Period period, Int128 before, Int128 after)
    {
        foreach (var percent in quota.Budget.AlertAt)
        {
            var threshold = (Int128)quota.Budget.Amount * percent;
            if (before * 100 < threshold && after * 100 >= threshold)
                Alerted?.Invoke(new BudgetAlert(quota.Budget, quota.Account, period, percent, after));
        }
    }
}
