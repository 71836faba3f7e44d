using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Lists;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Limits;

/// <summary>What a process that hands over holds and spends counts for the budgets of the one that takes over.</summary>
public sealed class PredecessorHoldsTests
{
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("secret"), MonthlyTokenBudget = 100 };

    private readonly Governor _governor = new(TimeProvider.System);
    private readonly PredecessorHolds _holds;

    public PredecessorHoldsTests() => _holds = new PredecessorHolds(_governor);

    [Fact]
    public void A_hold_is_in_the_way_until_its_exchange_is_settled()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened);
        Assert.False(Fits(50));

        _holds.Settled(Settled(opened, used: 40), isCounted: false);

        Assert.True(Fits(50));
        Assert.False(Fits(61));
        Assert.Equal(0, _holds.Count);
    }

    [Fact]
    public void What_the_ledger_has_counted_already_only_ends_its_hold()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened);

        _holds.Settled(Settled(opened, used: 40), isCounted: true);

        Assert.True(Fits(100));
    }

    [Fact]
    public void What_was_settled_without_a_hold_counts_too()
    {
        _holds.Settled(Settled(Opened(held: 60), used: 40), isCounted: false);

        Assert.False(Fits(61));
        Assert.True(Fits(60));
    }

    [Fact]
    public void An_exchange_that_is_told_of_twice_holds_once()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened);
        _holds.Opened(opened);

        _holds.Settled(Settled(opened, used: 0), isCounted: false);

        Assert.True(Fits(100));
    }

    [Fact]
    public void What_goes_on_in_the_background_holds_once_whichever_process_has_begun_it()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened, isRunning: false);
        _holds.Opened(opened);
        Assert.Equal(1, _holds.Count);
        Assert.False(Fits(50));

        _holds.ReleaseAll();

        Assert.True(Fits(100));
    }

    [Fact]
    public async Task A_budget_that_is_new_waits_for_its_end_for_what_it_spends_is_not_all_in_the_ledger()
    {
        var rules = new QuotaRules { Budgets = [new Budget { Name = "new", Unit = BudgetUnit.Tokens, Amount = 10, Period = PeriodKind.Day }] };
        _governor.Change(QuotaRules.None).Apply();
        var nothing = new NoPast();
        await _governor.Change(QuotaRules.None).PrepareAsync(nothing, CancellationToken.None);
        var early = await Assert.ThrowsAsync<IOException>(() => _governor.Change(rules).PrepareAsync(nothing, CancellationToken.None));
        Assert.Contains("try again", early.Message, StringComparison.Ordinal);

        _holds.ReleaseAll();
        await _governor.Change(rules).PrepareAsync(nothing, CancellationToken.None);

        Assert.Equal(1, nothing.Questions);
    }

    [Fact]
    public void An_exchange_that_is_sent_once_more_holds_what_has_failed_beside_its_next_attempt()
    {
        var opened = Opened(held: 60);
        var failed = Settled(opened, used: 25) with { FailedAttempt = 1 };
        _holds.Opened(opened);
        _holds.Opened(opened with { Failed = [failed] });
        Assert.True(Fits(15));
        Assert.False(Fits(16));

        _holds.Settled(Settled(opened, used: 10), isCounted: false);
        _holds.Settled(failed, isCounted: false);

        Assert.True(Fits(65));
        Assert.False(Fits(66));
    }

    private sealed class NoPast : IUsageAggregates
    {
        /// <summary>How often it was asked.</summary>
        public int Questions { get; private set; }

        public Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ReadPastAsync(
            IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
        {
            Questions++;
            return Task.CompletedTask;
        }
    }

    private static OpenedExchange Opened(long held) => new(
        ExchangeId.New(TimeProvider.System), TimeProvider.System.GetUtcNow(), Key.Id, Tenant.None, "model", 10, held, false);

    private static LedgerEntry Settled(OpenedExchange opened, long used) => new()
    {
        ExchangeId = opened.ExchangeId,
        ReservedAt = opened.ReservedAt,
        SettledAt = opened.ReservedAt,
        KeyId = opened.KeyId,
        Tenant = opened.Tenant,
        Model = opened.Model,
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Finished,
        Status = 200,
        Usage = new TokenUsage { Input = used, Output = 0 },
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = null,
    };

    private bool Fits(long tokens)
    {
        if (!_governor.TryReserve(Key, new TokenHold(tokens, 0, OutputAssumed: false)).TryGet(out var reservation, out _))
            return false;

        reservation.Dispose();
        return true;
    }
}
