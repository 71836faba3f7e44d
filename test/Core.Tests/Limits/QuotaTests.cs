using System.Collections.Frozen;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;
using FerroGate.Core.Refusals;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>Limits and budgets with a name: whom they count apart, what they refuse, and that they are taken all or none.</summary>
public sealed class QuotaTests
{
    private const long Usd = 1_000_000_000;

    // A dollar for a million tokens of input, two for output.
    private static readonly ModelPrice Dear = new(1, 2);
    private static readonly ModelPrice Cheap = new(0.1m, 0.2m);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
    private readonly Governor _governor;

    public QuotaTests() => _governor = new Governor(_clock);

    [Theory]
    [InlineData(LimitLevel.Everybody, 1)]
    [InlineData(LimitLevel.Organization, 2)]
    [InlineData(LimitLevel.Team, 3)]
    [InlineData(LimitLevel.Project, 4)]
    [InlineData(LimitLevel.User, 5)]
    [InlineData(LimitLevel.Key, 6)]
    public void Each_account_of_its_level_has_its_own_limit(LimitLevel level, int accounts)
    {
        Use(new Limit { Name = "l", RequestsPerMinute = 1, Scope = new QuotaScope { Per = level } });
        VirtualKey[] keys =
        [
            Key("1", "acme", "dev", "p", "ann"),
            Key("2", "acme", "dev", "p", "ann"),
            Key("3", "acme", "dev", "p", "bob"),
            Key("4", "acme", "dev", "q", "ann"),
            Key("5", "acme", "ops", "p", "ann"),
            Key("6", "other", "dev", "p", "ann"),
        ];

        Assert.Equal(accounts, keys.Count(key => Try(key).TryGet(out _, out _)));
    }

    [Fact]
    public void Who_has_no_id_of_the_level_is_not_counted()
    {
        Use(new Limit { Name = "l", RequestsPerMinute = 1, Scope = new QuotaScope { Per = LimitLevel.Team } });

        Admit(Key("1", "acme"));
        Admit(Key("1", "acme"));
    }

    [Fact]
    public void Ids_with_slashes_share_no_account()
    {
        Use(new Limit { Name = "l", RequestsPerMinute = 1, Scope = new QuotaScope { Per = LimitLevel.Team } });

        Admit(Key("1", "a/b", "c"));
        Admit(Key("2", "a", "b/c"));
        Admit(Key("3", "a%2Fb", "c"));
    }

    [Fact]
    public void Models_count_apart_where_that_is_said_and_only_those_that_are_named_count()
    {
        Use(new Limit { Name = "l", RequestsPerMinute = 1, Scope = new QuotaScope { PerModel = true, Models = FrozenSet.Create("a", "b") } });

        Admit(Key("1"), model: "a");
        Admit(Key("1"), model: "b");
        Admit(Key("1"), model: "c");
        Admit(Key("1"), model: "c");

        Assert.Contains("The limit 'l' for the model 'a' may send 1 requests in a minute", Refuse(Key("1"), model: "a").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_limits_each_is_kept_and_a_refusal_takes_nothing_of_the_others()
    {
        Use(
            new Limit { Name = "team", RequestsPerMinute = 3, Scope = new QuotaScope { Per = LimitLevel.Team } },
            new Limit { Name = "key", RequestsPerMinute = 1, Scope = new QuotaScope { Per = LimitLevel.Key } });
        Admit(Key("1", "acme", "dev"));
        for (var i = 0; i < 5; i++)
            Refuse(Key("1", "acme", "dev"));

        Admit(Key("2", "acme", "dev"));
        Admit(Key("3", "acme", "dev"));

        var refusal = Refuse(Key("4", "acme", "dev"));
        Assert.StartsWith("The limit 'team' of the team 'acme/dev' may send 3 requests in a minute.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tokens_per_minute_are_held_and_what_was_not_used_is_free_again()
    {
        Use(new Limit { Name = "l", TokensPerMinute = 100 });
        var first = Admit(Key("1"), tokens: 80);
        Assert.Equal(new RateStatus(100, 20, TimeSpan.FromSeconds(60), TimeSpan.Zero), first.Rates.Tokens);

        var refusal = Refuse(Key("2"), tokens: 30);
        Assert.Equal((RefusalCodes.RateLimitExceeded, TimeSpan.FromSeconds(60)), (refusal.Code, refusal.RetryAfter));
        Assert.Contains("may use 100 tokens in a minute. This request may use 30.", refusal.Message, StringComparison.Ordinal);

        first.Settle(10, 0);
        Admit(Key("2"), tokens: 90);
    }

    [Fact]
    public void Tokens_above_the_hold_count_in_the_minute_in_which_they_are_known()
    {
        Use(new Limit { Name = "l", TokensPerMinute = 100 });
        var first = Admit(Key("1"), tokens: 80);
        _clock.Advance(TimeSpan.FromSeconds(50));
        first.Settle(170, 0);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(50), Refuse(Key("1"), tokens: 20).RetryAfter);
        _clock.Advance(TimeSpan.FromSeconds(50));
        Admit(Key("1"), tokens: 100);
    }

    [Fact]
    public void More_tokens_than_a_minute_has_are_refused_for_good_or_cut_down()
    {
        Use(new Limit { Name = "l", TokensPerMinute = 100 });

        var refusal = Refuse(Key("1"), tokens: 101);
        var capped = Try(new Claim(ExchangeId.New(TimeProvider.System), Key("1"), "m", TokenHold.For(10, 500, 2) with { Choices = 2, LeastPerChoice = 1 })).TryGet(out var reservation, out _);

        Assert.Equal((false, null), (refusal.ShouldRetry, refusal.RetryAfter));
        Assert.True(capped);
        Assert.Equal((45, 100), (reservation!.Hold.PerChoice, reservation.Hold.Total));
    }

    [Fact]
    public void Requests_at_a_time_are_counted_to_their_end()
    {
        Use(new Limit { Name = "l", ConcurrentRequests = 2, Scope = new QuotaScope { Per = LimitLevel.User } });
        var key = Key("1", user: "ann");
        var (first, second) = (Admit(key), Admit(key));

        var refusal = Refuse(key);
        first.Dispose();
        first.Dispose();
        Admit(key);
        Refuse(key);
        second.HandOn();
        Admit(key);

        Assert.Equal((429, RefusalCodes.ConcurrencyLimitExceeded, TimeSpan.FromSeconds(1)), (refusal.Status, refusal.Code, refusal.RetryAfter));
        Assert.Contains("The limit 'l' of the user '///ann' may run 2 requests at a time", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_runs_when_a_limit_is_made_counts_for_it()
    {
        var running = Admit(Key("1"));
        Use(new Limit { Name = "l", ConcurrentRequests = 1 });
        Refuse(Key("1"));
        Use();
        Admit(Key("1"));
        Use(new Limit { Name = "l", ConcurrentRequests = 2 });
        Refuse(Key("1"));

        running.Dispose();

        Admit(Key("1"));
    }

    [Fact]
    public void A_budget_in_money_holds_the_dearest_target_and_refuses_with_402()
    {
        Use(Money("b", 5, LimitLevel.Team));
        var key = Key("1", "acme", "dev");

        var running = Admit(key, input: 1_000_000, output: 1_000_000, prices: [Cheap, Dear]);
        Assert.Equal(3 * Usd, running.HeldNanoUsd);
        Assert.Equal(RefusalCodes.BudgetHeld, Refuse(key, input: 1_000_000, output: 1_000_000, prices: [Dear]).Code);
        running.Settle(0, 3 * Usd);

        var refusal = Refuse(key, input: 1_000_000, output: 1_000_000, prices: [Dear]);
        Assert.Equal((402, ErrorType.Budget, RefusalCodes.BudgetExceeded, false), (refusal.Status, refusal.Type, refusal.Code, refusal.ShouldRetry));
        Assert.Equal(
            "This request may cost $3, and $2 of $5 are left in the budget 'b' of the team 'acme/dev' in 2026-11-25 (UTC). Ask for less output, or wait for the next day.",
            refusal.Message);
        Admit(key, input: 0, output: 1_000_000, prices: [Dear]);
    }

    [Fact]
    public void At_the_end_of_a_budget_cheaper_targets_are_left_where_that_is_said()
    {
        Use(Money("b", 5, LimitLevel.Everybody) with { AtEnd = BudgetEnd.Cheaper });
        Admit(Key("1"), input: 1_000_000, output: 1_000_000, prices: [Dear]).Settle(0, 4 * Usd);

        var cheaper = Admit(Key("1"), input: 1_000_000, output: 1_000_000, prices: [Dear, Cheap]);
        Assert.Equal([Cheap], cheaper.Prices);
        Assert.Equal(3 * Usd / 10, cheaper.HeldNanoUsd);
        cheaper.Settle(0, Usd);

        Assert.Equal(402, Refuse(Key("1"), input: 1_000_000, output: 1_000_000, prices: [Dear, Cheap]).Status);
        Admit(Key("1"), input: 1_000_000, output: 1_000_000, prices: [Dear, new ModelPrice(0, 0)]);
    }

    [Fact]
    public void Output_that_may_be_cut_down_is_cut_down_to_what_the_money_is_enough_for()
    {
        Use(Money("b", 5, LimitLevel.Everybody));
        var claim = new Claim(ExchangeId.New(TimeProvider.System), Key("1"), "m", TokenHold.For(1_000_000, 10_000_000, 1) with { LeastPerChoice = 1 }) { Prices = [Dear] };

        Assert.True(Try(claim).TryGet(out var reservation, out _));

        Assert.Equal((2_000_000, 5 * Usd), (reservation.Hold.PerChoice, reservation.HeldNanoUsd));
        Assert.True(reservation.Ceiling <= 5 * Usd);
    }

    [Theory]
    [InlineData(PeriodKind.Day, "2026-11-25T23:59:59Z", "2026-11-26T00:00:00Z")]
    [InlineData(PeriodKind.Day, "2028-02-28T23:59:59Z", "2028-02-29T00:00:00Z")]
    [InlineData(PeriodKind.Day, "2027-03-28T00:59:59+00:00", "2027-03-29T00:00:00Z")]
    [InlineData(PeriodKind.Week, "2026-11-29T23:59:59Z", "2026-11-30T00:00:00Z")]
    [InlineData(PeriodKind.Week, "2027-01-03T23:59:59Z", "2027-01-04T00:00:00Z")]
    [InlineData(PeriodKind.Month, "2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z")]
    [InlineData(PeriodKind.Month, "2026-12-01T00:30:00+01:00", "2026-12-01T00:00:00Z")]
    public void A_new_period_brings_a_whole_budget_and_begins_in_UTC(PeriodKind period, string before, string after)
    {
        Use(Tokens("b", 100, period));
        _clock.SetUtcNow(DateTimeOffset.Parse(before, null));
        Admit(Key("1"), tokens: 100).Settle(100, 0);
        _clock.SetUtcNow(DateTimeOffset.Parse(after, null).AddTicks(-1));
        Refuse(Key("1"), tokens: 1);

        _clock.SetUtcNow(DateTimeOffset.Parse(after, null));
        Admit(Key("1"), tokens: 100);
    }

    [Fact]
    public void A_total_budget_never_begins_anew()
    {
        Use(Tokens("b", 100, PeriodKind.Total));
        Admit(Key("1"), tokens: 100).Settle(100, 0);
        _clock.SetUtcNow(new DateTimeOffset(2126, 1, 1, 0, 0, 0, TimeSpan.Zero));

        Assert.EndsWith("are left in the budget 'b'. Ask for less output.", Refuse(Key("1"), tokens: 1).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exchange_belongs_to_the_periods_in_which_it_was_reserved()
    {
        Use(Tokens("day", 100, PeriodKind.Day), Tokens("month", 150, PeriodKind.Month));
        var yesterday = Admit(Key("1"), tokens: 100);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero));

        yesterday.Settle(100, 0);

        Assert.Contains("'month'", Refuse(Key("1"), tokens: 51).Message, StringComparison.Ordinal);
        Admit(Key("1"), tokens: 50);
    }

    [Fact]
    public void What_was_spent_before_the_start_counts_in_each_of_its_periods()
    {
        Use(Money("usd", 1, LimitLevel.Everybody) with { Period = PeriodKind.Month }, Tokens("day", 100, PeriodKind.Day), Tokens("week", 150, PeriodKind.Week));
        _governor.Spent(new PastSpend(new DateOnly(2026, 11, 24), "gone", Tenant.None, "m", 60, Usd / 2));
        _governor.Spent(new PastSpend(new DateOnly(2026, 11, 25), "gone", Tenant.None, "m", 70, Usd / 4));

        Assert.Contains("30 tokens of 100 tokens are left in the budget 'day'", Refuse(Key("1"), tokens: 31).Message, StringComparison.Ordinal);
        _clock.SetUtcNow(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero));
        Assert.Contains("20 tokens of 150 tokens are left in the budget 'week'", Refuse(Key("1"), tokens: 21).Message, StringComparison.Ordinal);
        Assert.Contains("$0.25 of $1 are left", Refuse(Key("1"), input: 10, output: 150_000, prices: [Dear]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_whose_number_changes_goes_on_with_what_it_has_counted()
    {
        Use(new Limit { Name = "l", RequestsPerMinute = 2 }, Tokens("b", 100, PeriodKind.Day));
        Admit(Key("1"), tokens: 90).Settle(90, 0);

        Use(new Limit { Name = "l", RequestsPerMinute = 1 }, Tokens("b", 120, PeriodKind.Day));
        Assert.Equal(RefusalCodes.RateLimitExceeded, Refuse(Key("1"), tokens: 1).Code);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Refuse(Key("1"), tokens: 31);
        Admit(Key("1"), tokens: 30);
    }

    [Fact]
    public void Alerts_are_given_once_each_when_a_budget_is_spent_so_far()
    {
        var alerts = new List<(int, Int128)>();
        _governor.Alerted += alert => alerts.Add((alert.Percent, alert.Committed));
        Use(Tokens("b", 100, PeriodKind.Day) with { AlertAt = [50, 80, 100] });

        Admit(Key("1"), tokens: 49).Settle(49, 0);
        Assert.Empty(alerts);
        Admit(Key("1"), tokens: 50).Settle(40, 0);
        Admit(Key("1"), tokens: 2).Settle(2, 0);
        Assert.Equal([(50, 89), (80, 89)], alerts);

        _clock.Advance(TimeSpan.FromDays(1));
        Admit(Key("1"), tokens: 50).Settle(50, 0);
        Assert.Equal((50, 50), alerts[^1]);
        Assert.Equal(3, alerts.Count);
    }

    [Fact]
    public void What_was_alerted_before_the_start_is_not_alerted_again()
    {
        var alerts = new List<int>();
        _governor.Alerted += alert => alerts.Add(alert.Percent);
        Use(Tokens("b", 100, PeriodKind.Day) with { AlertAt = [50, 80] });
        _governor.Spent(new PastSpend(new DateOnly(2026, 11, 25), "1", Tenant.None, "m", 60, 0));

        Admit(Key("1"), tokens: 20).Settle(20, 0);

        Assert.Equal([80], alerts);
    }

    [Fact]
    public void Alerts_that_change_are_given_where_they_lie_ahead()
    {
        var alerts = new List<int>();
        _governor.Alerted += alert => alerts.Add(alert.Percent);
        Use(Tokens("b", 2_000, PeriodKind.Day) with { AlertAt = [1, 2] });
        Admit(Key("1"), tokens: 100).Settle(100, 0);

        Use(Tokens("b", 1_000, PeriodKind.Day) with { AlertAt = [5, 30, 60] });
        Admit(Key("1"), tokens: 250).Settle(250, 0);
        Use(Tokens("b", 10_000, PeriodKind.Day) with { AlertAt = [5, 30, 60] });
        Admit(Key("1"), tokens: 200).Settle(200, 0);

        Assert.Equal([1, 2, 30, 5], alerts);
    }

    private void Use(params object[] rules) => _governor.Use(new QuotaRules
    {
        Limits = [.. rules.OfType<Limit>()],
        Budgets = [.. rules.OfType<Budget>()],
    });

    private static Budget Tokens(string name, long amount, PeriodKind period) => new() { Name = name, Unit = BudgetUnit.Tokens, Amount = amount, Period = period };

    private static Budget Money(string name, long usd, LimitLevel per) =>
        new() { Name = name, Unit = BudgetUnit.NanoUsd, Amount = usd * Usd, Period = PeriodKind.Day, Scope = new QuotaScope { Per = per } };

    private Outcome<Reservation> Try(Claim claim) => _governor.TryReserve(claim);

    private Outcome<Reservation> Try(VirtualKey key, string model = "m", long tokens = 1) => Try(new Claim(ExchangeId.New(TimeProvider.System), key, model, new TokenHold(tokens, 0, false)));

    private Reservation Admit(VirtualKey key, string model = "m", long tokens = 1)
    {
        Assert.True(Try(key, model, tokens).TryGet(out var reservation, out var refusal), refusal?.Message);
        return reservation;
    }

    private Reservation Admit(VirtualKey key, long input, long output, ModelPrice[] prices)
    {
        Assert.True(Try(new Claim(ExchangeId.New(TimeProvider.System), key, "m", new TokenHold(input, output, false)) { Prices = prices }).TryGet(out var reservation, out var refusal), refusal?.Message);
        return reservation;
    }

    private Refusal Refuse(VirtualKey key, string model = "m", long tokens = 1)
    {
        Assert.False(Try(key, model, tokens).TryGet(out _, out var refusal));
        return refusal;
    }

    private Refusal Refuse(VirtualKey key, long input, long output, ModelPrice[] prices)
    {
        Assert.False(Try(new Claim(ExchangeId.New(TimeProvider.System), key, "m", new TokenHold(input, output, false)) { Prices = prices }).TryGet(out _, out var refusal));
        return refusal;
    }

    private static VirtualKey Key(string id, string? organization = null, string? team = null, string? project = null, string? user = null) => new()
    {
        Id = id,
        Hash = KeyHash.Of(id),
        Tenant = new Tenant(organization, team, project, user),
    };
}
