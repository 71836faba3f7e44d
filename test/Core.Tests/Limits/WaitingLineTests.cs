using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>Requests that fit what was spent wait in line for what others hold, as long as they are patient.</summary>
public sealed class WaitingLineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("key"), MonthlyTokenBudget = 100, Tenant = new Tenant("acme", null, null, null) };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly Governor _governor;

    public WaitingLineTests() => _governor = new Governor(_clock);

    [Fact]
    public async Task Whoever_waits_is_admitted_when_enough_is_given_back()
    {
        var running = await Admitted(Ask(80));
        var waiting = Ask(60);
        Assert.False(waiting.IsCompleted);

        running.Settle(10, 0);

        var admitted = await Admitted(waiting);
        Assert.Equal(60, admitted.HeldTokens);
    }

    [Fact]
    public async Task Whoever_waits_in_vain_is_told_budget_held_after_its_patience()
    {
        await Admitted(Ask(80));
        var waiting = Ask(60);
        _clock.Advance(Patience - TimeSpan.FromTicks(1));
        Assert.False(waiting.IsCompleted);

        _clock.Advance(TimeSpan.FromTicks(1));

        var refusal = await Refused(waiting);
        Assert.Equal((RefusalCodes.BudgetHeld, TimeSpan.FromSeconds(1)), (refusal.Code, refusal.RetryAfter));
        Assert.Equal(RefusalCodes.BudgetHeld, (await Refused(_governor.ReserveAsync(Claim(30), TimeSpan.Zero, default).AsTask())).Code);
    }

    [Fact]
    public async Task Those_who_wait_are_admitted_in_their_order_and_nobody_overtakes_them()
    {
        var running = await Admitted(Ask(80));
        var (big, small, late) = (Ask(70), Ask(30), Ask(5));

        // There is room for the small ones, but the big one came first.
        Assert.All([big, small, late], waiting => Assert.False(waiting.IsCompleted));
        running.Settle(0, 0);

        Assert.Equal(70, (await Admitted(big)).HeldTokens);
        Assert.Equal(30, (await Admitted(small)).HeldTokens);
        Assert.False(late.IsCompleted);
    }

    [Fact]
    public async Task Whoever_does_not_fit_what_was_spent_in_the_meantime_is_refused_and_the_next_one_is_asked()
    {
        var running = await Admitted(Ask(80));
        var (big, small) = (Ask(70), Ask(20));

        running.Settle(80, 0);

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, (await Refused(big)).Code);
        await Admitted(small);
    }

    [Fact]
    public async Task Who_leaves_the_line_lets_the_next_one_through()
    {
        await Admitted(Ask(80));
        using var gone = new CancellationTokenSource();
        var big = _governor.ReserveAsync(Claim(70), Patience, gone.Token).AsTask();
        var small = Ask(20);
        Assert.False(small.IsCompleted);

        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await big);
        await Admitted(small);
    }

    [Fact]
    public async Task Who_has_gone_already_does_not_wait()
    {
        await Admitted(Ask(80));
        var gone = _governor.ReserveAsync(Claim(70), Patience, new CancellationToken(canceled: true)).AsTask();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await gone);
        await Admitted(Ask(20));
    }

    [Fact]
    public async Task A_period_that_begins_while_somebody_waits_is_theirs()
    {
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 30, 23, 59, 59, TimeSpan.Zero));
        await Admitted(Ask(80));
        var waiting = Ask(60);

        _clock.Advance(Patience);

        var admitted = await Admitted(waiting);
        Assert.Equal(12, admitted.ReservedAt.Month);
    }

    [Fact]
    public async Task Whoever_waits_for_several_budgets_is_admitted_when_all_have_room()
    {
        _governor.Use(new QuotaRules
        {
            Budgets = [new Budget { Name = "org", Unit = BudgetUnit.Tokens, Amount = 150, Period = PeriodKind.Total, Scope = new QuotaScope { Per = LimitLevel.Organization } }],
        });
        var other = Key with { Id = "other", Hash = KeyHash.Of("other") };
        var first = await Admitted(Ask(80));
        var second = await Admitted(_governor.ReserveAsync(Claim(60) with { Key = other }, Patience, default).AsTask());
        var waiting = Ask(70);

        first.Settle(0, 0);
        Assert.True(waiting.IsCompleted);
        var third = await Admitted(waiting);
        var fourth = Ask(30);
        Assert.False(fourth.IsCompleted);
        second.Settle(0, 0);

        Assert.Equal(30, (await Admitted(fourth)).HeldTokens);
        third.Dispose();
    }

    [Fact]
    public async Task A_budget_that_is_raised_or_gone_lets_who_waits_for_it_through()
    {
        var unlimited = Key with { MonthlyTokenBudget = null };
        Use(100);
        await Admitted(Take(80));
        var (first, second) = (Take(60), Take(70));
        Use(150);

        await Admitted(first);
        Assert.False(second.IsCompleted);
        _governor.Use(QuotaRules.None);
        await Admitted(second);

        void Use(long amount) => _governor.Use(new QuotaRules { Budgets = [new Budget { Name = "b", Unit = BudgetUnit.Tokens, Amount = amount, Period = PeriodKind.Total }] });

        Task<Outcome<Reservation>> Take(long tokens) => _governor.ReserveAsync(Claim(tokens) with { Key = unlimited }, Patience, default).AsTask();
    }

    [Fact]
    public async Task A_limit_per_minute_is_not_taken_by_who_only_waits()
    {
        _governor.Use(new QuotaRules { Limits = [new Limit { Name = "l", RequestsPerMinute = 2 }] });
        var running = await Admitted(Ask(80));
        var waiting = Ask(60);

        var small = await Admitted(_governor.ReserveAsync(new Claim(ExchangeId.New(TimeProvider.System), Key, "m", new TokenHold(0, 0, false)), Patience, default).AsTask());
        running.Settle(0, 0);

        Assert.Equal(RefusalCodes.RateLimitExceeded, (await Refused(waiting)).Code);
        small.Dispose();
    }

    [Fact]
    public async Task When_another_process_takes_over_nobody_is_admitted_here_who_would_be_there_too()
    {
        var running = await Admitted(Ask(80));
        var waiting = Ask(60);

        _governor.HandOver();

        Assert.Equal(RefusalCodes.BudgetHeld, (await Refused(waiting)).Code);
        Assert.Equal(RefusalCodes.BudgetHeld, (await Refused(Ask(5))).Code);
        running.Settle(10, 0);
        Assert.Equal(RefusalCodes.BudgetHeld, (await Refused(Ask(5))).Code);
        var unlimited = Key with { Id = "unlimited", Hash = KeyHash.Of("unlimited"), MonthlyTokenBudget = null };
        await Admitted(_governor.ReserveAsync(Claim(60) with { Key = unlimited }, Patience, default).AsTask());
    }

    private Task<Outcome<Reservation>> Ask(long tokens) => _governor.ReserveAsync(Claim(tokens), Patience, CancellationToken.None).AsTask();

    private static Claim Claim(long tokens) => new(ExchangeId.New(TimeProvider.System), Key, "m", new TokenHold(tokens, 0, false));

    private static async Task<Reservation> Admitted(Task<Outcome<Reservation>> asked)
    {
        Assert.True((await asked).TryGet(out var reservation, out var refusal), refusal?.Message);
        return reservation;
    }

    private static async Task<Refusal> Refused(Task<Outcome<Reservation>> asked)
    {
        Assert.False((await asked).TryGet(out _, out var refusal));
        return refusal;
    }
}
