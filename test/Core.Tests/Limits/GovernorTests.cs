using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>What a key is admitted with, what it is refused for, and what a refusal leaves untouched.</summary>
public sealed class GovernorTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly Governor _governor;

    public GovernorTests() => _governor = new Governor(_clock);

    [Fact]
    public void A_key_without_limits_is_always_admitted_and_told_of_no_rate()
    {
        for (var i = 0; i < 1_000; i++)
            Assert.Equal(RateReport.None, Admit(Key(), long.MaxValue).Rates);
    }

    [Fact]
    public void A_reservation_knows_when_it_was_made()
    {
        var reservation = Admit(Key(), 1);
        _clock.Advance(TimeSpan.FromDays(40));

        Assert.Equal(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero), reservation.ReservedAt);
    }

    [Fact]
    public void A_budget_can_be_used_to_its_last_token()
    {
        var key = Key(budget: 100);

        Admit(key, 60).Settle(60, 0);
        Admit(key, 40).Settle(40, 0);

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 1).Code);
    }

    [Fact]
    public void More_than_is_left_is_429_token_budget_exceeded_and_must_not_be_tried_again()
    {
        var key = Key(budget: 100);
        Admit(key, 30).Settle(30, 0);

        var refusal = Refuse(key, 71);

        Assert.Equal((429, ErrorType.RateLimit, RefusalCodes.TokenBudgetExceeded), (refusal.Status, refusal.Type, refusal.Code));
        Assert.False(refusal.ShouldRetry);
        Assert.Null(refusal.RetryAfter);
        Assert.Contains("70 of the key's 100 tokens are left in 2026-11", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_that_may_be_cut_down_is_cut_down_to_what_is_left()
    {
        var key = Key(budget: 100);
        Admit(key, 30).Settle(30, 0);

        Assert.True(Reserve(key, Capped(least: 16)).TryGet(out var reservation, out _));

        Assert.Equal((70, 20), (reservation.Hold.Total, reservation.Hold.PerChoice));
        Assert.Equal(RefusalCodes.BudgetHeld, Refuse(key, 1).Code);
        reservation.Settle(60, 0);
        Admit(key, 10);
    }

    [Fact]
    public void Output_is_not_cut_down_to_what_others_happen_not_to_hold_nor_below_its_least()
    {
        var key = Key(budget: 100);
        var other = Admit(key, 60);

        Assert.False(Reserve(key, Capped(least: 1)).TryGet(out _, out var held));
        other.Settle(60, 0);
        Assert.False(Reserve(key, Capped(least: 1)).TryGet(out _, out var spent));

        Assert.Equal((RefusalCodes.BudgetHeld, RefusalCodes.TokenBudgetExceeded), (held.Code, spent.Code));
        Assert.Contains("may use 51 tokens, and 40 of", spent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_only_hold_is_429_budget_held_and_may_be_tried_again()
    {
        var key = Key(budget: 100);
        var running = Admit(key, 80);

        var refusal = Refuse(key, 40);
        running.Settle(10, 0);

        Assert.Equal((429, ErrorType.RateLimit, RefusalCodes.BudgetHeld), (refusal.Status, refusal.Type, refusal.Code));
        Assert.Null(refusal.ShouldRetry);
        Assert.Equal(TimeSpan.FromSeconds(1), refusal.RetryAfter);
        Admit(key, 40);
    }

    [Fact]
    public void A_budget_that_others_overdrew_says_that_nothing_is_left()
    {
        var key = Key(budget: 100);
        Admit(key, 50).Settle(500, 0);

        Assert.Contains("and 0 of the key's 100 tokens", Refuse(key, 1).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_request_after_the_limit_is_429_rate_limit_exceeded_with_the_time_to_wait()
    {
        var key = Key(perMinute: 2);
        Admit(key, 1);
        _clock.Advance(TimeSpan.FromSeconds(15));
        Admit(key, 1);

        var refusal = Refuse(key, 1);

        Assert.Equal((429, ErrorType.RateLimit, RefusalCodes.RateLimitExceeded), (refusal.Status, refusal.Type, refusal.Code));
        Assert.Equal(TimeSpan.FromSeconds(45), refusal.RetryAfter);
        Assert.Equal(new RateStatus(2, 0, TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(45)), refusal.Rates.Requests);
        Assert.Null(refusal.ShouldRetry);
        _clock.Advance(TimeSpan.FromSeconds(45));
        Admit(key, 1);
    }

    [Fact]
    public void A_request_over_the_rate_holds_no_tokens()
    {
        var key = Key(perMinute: 1, budget: 100);
        Admit(key, 10).Dispose();

        Refuse(key, 90);
        _clock.Advance(TimeSpan.FromSeconds(60));

        Admit(key, 100);
    }

    [Fact]
    public void A_request_over_the_budget_takes_nothing_of_the_rate()
    {
        var key = Key(perMinute: 1, budget: 100);

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 101).Code);

        Assert.Equal(0, Admit(key, 100).Rates.Requests!.Remaining);
    }

    [Fact]
    public void A_disposed_reservation_gives_its_tokens_back_but_not_its_request()
    {
        var key = Key(perMinute: 1, budget: 100);
        Admit(key, 100).Dispose();

        Assert.Equal(RefusalCodes.RateLimitExceeded, Refuse(key, 100).Code);
    }

    [Fact]
    public void Only_the_first_settle_counts()
    {
        var key = Key(budget: 100);
        var reservation = Admit(key, 50);

        reservation.Settle(20, 0);
        reservation.Settle(70, 0);
        reservation.Dispose();

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 81).Code);
        Admit(key, 80);
    }

    [Fact]
    public void Keys_do_not_share_their_limits()
    {
        Admit(Key("a", perMinute: 1, budget: 10), 10);

        Admit(Key("b", perMinute: 1, budget: 10), 10);
    }

    [Fact]
    public void What_was_spent_before_the_start_counts_in_its_month_only()
    {
        var key = Key(budget: 100);
        _governor.Spent(Past("key", new DateOnly(2026, 11, 3), 90));
        _governor.Spent(Past("other", new DateOnly(2026, 11, 3), 5));

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 11).Code);
        Admit(key, 10).Dispose();
        _clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        Admit(key, 100);
    }

    [Fact]
    public void What_was_spent_in_an_earlier_month_is_no_matter()
    {
        _governor.Spent(Past("key", new DateOnly(2026, 10, 31), 90));

        Admit(Key(budget: 100), 100);
    }

    [Theory]
    [InlineData("2026-11-30T23:59:59.999Z", "2026-12-01T00:00:00Z")]
    [InlineData("2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00Z")]
    [InlineData("2028-02-29T23:59:59.999Z", "2028-03-01T00:00:00Z")]
    [InlineData("2026-11-15T12:00:00Z", "2027-11-15T12:00:00Z")]
    public void A_new_month_brings_a_whole_budget(string before, string after)
    {
        var key = Key(budget: 100);
        _clock.SetUtcNow(DateTimeOffset.Parse(before, null));
        Admit(key, 100).Settle(100, 0);

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 1).Code);
        _clock.SetUtcNow(DateTimeOffset.Parse(after, null));
        Admit(key, 100);
    }

    [Fact]
    public void The_29th_of_February_is_no_new_month()
    {
        var key = Key(budget: 100);
        _clock.SetUtcNow(new DateTimeOffset(2028, 2, 28, 23, 59, 59, TimeSpan.Zero));
        Admit(key, 100).Settle(100, 0);

        _clock.SetUtcNow(new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 1).Code);
    }

    [Fact]
    public void An_exchange_belongs_to_the_month_in_which_it_was_reserved()
    {
        var key = Key(budget: 100);
        var ofNovember = Admit(key, 100);
        _clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        var ofDecember = Admit(key, 60);

        ofNovember.Settle(100, 0);

        Assert.Equal(RefusalCodes.BudgetHeld, Refuse(key, 41).Code);
        ofDecember.Settle(60, 0);
        Admit(key, 40);
    }

    [Fact]
    public void A_clock_that_is_set_back_over_the_end_of_a_month_gives_no_budget_twice()
    {
        var key = Key(budget: 100);
        Admit(key, 100).Settle(100, 0);
        _clock.AdjustTime(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));
        Admit(key, 100).Settle(100, 0);

        _clock.AdjustTime(new DateTimeOffset(2026, 11, 30, 23, 59, 59, TimeSpan.Zero));
        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 1).Code);

        _clock.AdjustTime(new DateTimeOffset(2026, 12, 1, 0, 0, 1, TimeSpan.Zero));
        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 1).Code);
    }

    [Fact]
    public void A_provider_that_reports_an_absurd_usage_closes_the_budget_and_does_not_open_it()
    {
        var key = Key(budget: long.MaxValue);
        var second = Admit(key, 1);
        Admit(key, 1).Settle(long.MaxValue, 0);

        second.Settle(long.MaxValue, 0);

        Assert.Equal(RefusalCodes.TokenBudgetExceeded, Refuse(key, 1).Code);
    }

    private static TokenHold Capped(long least) => TokenHold.For(50, 500, 1) with { LeastPerChoice = least };

    private static PastSpend Past(string key, DateOnly day, long tokens) => new(day, key, Tenant.None, "model", tokens, 0);

    private Outcome<Reservation> Reserve(VirtualKey key, TokenHold hold) => _governor.TryReserve(key, hold);

    private Reservation Admit(VirtualKey key, long tokens)
    {
        Assert.True(Reserve(key, new TokenHold(tokens, 0, false)).TryGet(out var reservation, out var refusal), refusal?.Message);
        return reservation;
    }

    private Refusal Refuse(VirtualKey key, long tokens)
    {
        Assert.False(Reserve(key, new TokenHold(tokens, 0, false)).TryGet(out _, out var refusal));
        return refusal;
    }

    private static VirtualKey Key(string id = "key", int? perMinute = null, long? budget = null) => new()
    {
        Id = id,
        Hash = KeyHash.Of(id),
        RequestsPerMinute = perMinute,
        MonthlyTokenBudget = budget,
    };
}
