using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Limits.Shared;
using FerroGate.Core.Refusals;
using StackExchange.Redis;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>Several gateways count together in Redis, and lose nothing whatever becomes of them or of it.</summary>
public sealed class FleetTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("key"), Tenant = new Tenant("acme", null, null, null) };

    private static readonly QuotaRules Hundred = Rules(100);

    [Fact]
    public async Task What_one_gateway_holds_is_not_there_for_another()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var second = await RedisWorld.StartAsync(redis, Hundred, first);

        var (_, held) = await AdmittedAsync(first, 80);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(second, 21));
        held.Dispose();
        await first.PassAsync(TimeSpan.Zero);

        await AdmittedAsync(second, 21);
    }

    [Fact]
    public async Task Slots_and_rates_are_those_of_all_gateways()
    {
        var rules = new QuotaRules { Limits = [new Limit { Name = "slots", ConcurrentRequests = 1 }, new Limit { Name = "rate", RequestsPerMinute = 2 }] };
        await using var first = await RedisWorld.StartAsync(redis, rules);
        await using var second = await RedisWorld.StartAsync(redis, rules, first);

        var (_, running) = await AdmittedAsync(first, 1);
        Assert.Equal(RefusalCodes.ConcurrencyLimitExceeded, await RefusedAsync(second, 1));
        running.Dispose();
        await first.PassAsync(TimeSpan.Zero);
        await AdmittedAsync(second, 1);

        Assert.Equal(RefusalCodes.RateLimitExceeded, await RefusedAsync(first, 1));
    }

    [Fact]
    public async Task Those_who_wait_are_served_in_their_order_whichever_gateway_they_ask()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var second = await RedisWorld.StartAsync(redis, Hundred, first);
        var (claim, running) = await AdmittedAsync(first, 80);
        var big = await WaitingAsync(first, second, 70, 1);
        var small = await WaitingAsync(first, first, 30, 2);
        var late = await WaitingAsync(first, second, 5, 3);

        first.Journal.Settle(claim, running, 0, 0);
        await first.Journal.TellAsync();

        Assert.True((await big).TryGet(out _, out _));
        Assert.True((await small).TryGet(out var held, out _));
        Assert.False(late.IsCompleted);
        held.Dispose();
        Assert.True((await late).TryGet(out _, out _));
    }

    [Fact]
    public async Task Whoever_waits_for_what_is_spent_in_the_meantime_is_refused_at_once()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        var (claim, running) = await AdmittedAsync(world, 80);
        var waiting = await WaitingAsync(world, world, 70, 1);

        world.Journal.Settle(claim, running, 80, 0);
        await world.Journal.TellAsync();

        Assert.False((await waiting).TryGet(out _, out var refusal));
        Assert.Equal(RefusalCodes.BudgetExceeded, refusal.Code);
    }

    [Fact]
    public async Task Holds_of_a_gateway_that_is_gone_end_with_their_lease_and_those_of_one_that_lives_do_not()
    {
        await using var living = await RedisWorld.StartAsync(redis, Hundred);
        await using var gone = await RedisWorld.StartAsync(redis, Hundred, living);
        await AdmittedAsync(living, 50);
        await AdmittedAsync(gone, 50);
        await living.PassAsync(TimeSpan.FromSeconds(40));
        await living.Governor.HoldAgainAsync();

        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(living, 1));
        await living.PassAsync(TimeSpan.FromSeconds(20));

        await AdmittedAsync(living, 50);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(living, 1));
    }

    [Fact]
    public async Task What_is_settled_after_its_lease_counts_and_whatever_is_told_again_counts_once()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        var (claim, reservation) = await AdmittedAsync(world, 60);
        await world.PassAsync(TimeSpan.FromMinutes(5));
        world.Journal.Settle(claim, reservation, 60, 0);

        await world.Journal.TellAsync();
        await world.Journal.TellAllAgainAsync();
        var other = new FakeJournal(world.Governor.Settled);
        other.Settle(claim, reservation, 60, 0);
        await other.TellAsync();

        await AdmittedAsync(world, 40);
        Assert.Equal(RefusalCodes.BudgetExceeded, await RefusedAsync(world, 41));
    }

    [Fact]
    public async Task What_is_put_right_counts_once_in_the_period_of_its_exchange()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        var (claim, reservation) = await AdmittedAsync(world, 90);
        world.Journal.Settle(claim, reservation, 90, 0);
        world.Journal.Correct(claim, reservation.ReservedAt, -80);

        await world.Journal.TellAsync();
        await world.Journal.TellAllAgainAsync();

        Assert.Equal(RefusalCodes.BudgetExceeded, await RefusedAsync(world, 91));
        await AdmittedAsync(world, 90);
    }

    [Fact]
    public async Task Nothing_is_begun_from_zero_in_a_period_that_is_over_and_forgotten()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        var (claim, _) = await AdmittedAsync(world, 1);
        world.Journal.Correct(claim, world.Clock.GetUtcNow().AddDays(-60), -80);
        await world.Journal.TellAsync();

        Assert.Empty(Server.Keys(pattern: $"*{world.Prefix}*spend:*:20260901:*"));
    }

    [Fact]
    public async Task What_is_held_again_is_never_less_than_somebody_has_got_in_the_meantime()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var second = await RedisWorld.StartAsync(redis, Hundred, first);
        var (claim, reservation) = await AdmittedAsync(first, 30);
        second.Governor.Adopt(new OpenedExchange(claim.Exchange, reservation.ReservedAt, Key.Id, Key.Tenant, "m", 60, 60, OutputAssumed: false), isRunning: true);
        await second.Governor.HoldAgainAsync();

        await first.Governor.HoldAgainAsync();

        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(first, 41));
        await AdmittedAsync(first, 40);
    }

    [Fact]
    public async Task An_exchange_that_is_settled_is_not_held_again()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        var (claim, reservation) = await AdmittedAsync(world, 60);
        var copy = new FakeJournal(world.Governor.Settled);
        copy.Record(claim, reservation, 10);
        await copy.TellAsync();

        await world.Governor.HoldAgainAsync();

        await AdmittedAsync(world, 90);
    }

    [Fact]
    public async Task A_budget_that_is_new_begins_with_what_the_ledger_and_the_journals_of_all_have_and_what_all_hold()
    {
        await using var first = await RedisWorld.StartAsync(redis, Rules(1_000));
        await using var second = await RedisWorld.StartAsync(redis, Rules(1_000), first);
        await SettledAsync(first, 100);
        first.Journal.ShipTo(first.Past);
        await SettledAsync(first, 20);
        await SettledAsync(second, 3);
        await AdmittedAsync(second, 400);

        var next = Rules(1_000, "other");
        await first.UseAsync(next);
        await second.UseAsync(next);
        await first.BeatAsync();

        await AdmittedAsync(first, 1_000 - 523);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(second, 1));
    }

    [Fact]
    public async Task What_is_lost_is_made_again_of_the_ledger_the_journals_and_the_holds_and_is_closed_until_then()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var second = await RedisWorld.StartAsync(redis, Hundred, first);
        await SettledAsync(first, 10);
        first.Journal.ShipTo(first.Past);
        await SettledAsync(first, 5);
        await SettledAsync(second, 7);
        var (claim, running) = await AdmittedAsync(second, 30);

        await LoseAsync(first);
        Assert.Equal(RefusalCodes.BudgetRebuilding, await RefusedAsync(first, 1));
        await first.Governor.BeatAsync();
        await first.Journal.TellAsync();
        await second.Governor.BeatAsync();
        await first.PassAsync(TimeSpan.FromSeconds(3));

        // The second gateway has not told yet what it knows.
        await first.Governor.BeatAsync();
        Assert.Equal(RefusalCodes.BudgetRebuilding, await RefusedAsync(first, 1));
        await second.Journal.TellAsync();
        Assert.True(await second.IsOpenAsync());

        await AdmittedAsync(first, 100 - 52);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(first, 1));
        second.Journal.Settle(claim, running, 1, 0);
        await second.Journal.TellAsync();
        await AdmittedAsync(second, 29);
    }

    [Fact]
    public async Task What_a_gateway_tells_that_has_not_heard_of_a_new_build_hides_nothing_that_it_had_settled_before()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var second = await RedisWorld.StartAsync(redis, Hundred, first);
        await SettledAsync(second, 7);
        var (claim, running) = await AdmittedAsync(second, 10);
        await LoseAsync(first);
        await first.Governor.BeatAsync();

        second.Journal.Settle(claim, running, 10, 0);
        await Assert.ThrowsAsync<CountersAwayException>(second.Journal.TellAsync);

        await second.BeatAsync();
        await first.BeatAsync();
        Assert.True(await first.IsOpenAsync());
        await AdmittedAsync(first, 100 - 17);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(first, 1));
    }

    [Fact]
    public async Task What_is_told_after_a_loss_of_which_nobody_has_heard_yet_is_told_again_when_there_is_somebody_to_count_it()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        await SettledAsync(world, 7);
        var (claim, running) = await AdmittedAsync(world, 10);
        await LoseAsync(world);

        world.Journal.Settle(claim, running, 10, 0);
        await Assert.ThrowsAsync<CountersAwayException>(world.Journal.TellAsync);

        await world.BeatAsync();
        Assert.True(await world.IsOpenAsync());
        await AdmittedAsync(world, 100 - 17);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(world, 1));
    }

    [Fact]
    public async Task A_gateway_that_is_late_after_a_loss_is_waited_for_and_what_it_holds_is_not_there_for_others()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var late = await RedisWorld.StartAsync(redis, Hundred, first);
        await AdmittedAsync(late, 80);
        await first.BeatAsync();
        await LoseAsync(first);
        await first.BeatAsync();
        await first.PassAsync(TimeSpan.FromSeconds(50));
        Assert.False(await first.IsOpenAsync());

        await late.BeatAsync();

        Assert.True(await first.IsOpenAsync());
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(first, 21));
    }

    [Fact]
    public async Task A_gateway_that_starts_after_a_loss_hears_from_the_others_for_whom_it_has_to_wait()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var late = await RedisWorld.StartAsync(redis, Hundred, first);
        await AdmittedAsync(late, 80);
        await first.BeatAsync();
        await LoseAsync(first);
        await using var started = await RedisWorld.StartAsync(redis, QuotaRules.None, first);
        await started.PrepareAsync(Hundred);
        await first.BeatAsync();
        await started.UseAsync(Hundred);
        await started.PassAsync(TimeSpan.FromSeconds(30));
        Assert.False(await started.IsOpenAsync());

        await late.BeatAsync();

        Assert.True(await started.IsOpenAsync());
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(started, 21));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gateway_that_never_comes_back_keeps_budgets_closed_for_as_long_as_its_holds_would_have_lived(bool wasSeenAfterwards)
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var gone = await RedisWorld.StartAsync(redis, Hundred, first);
        await first.BeatAsync();
        await LoseAsync(first);
        await first.BeatAsync();
        if (wasSeenAfterwards)
            await gone.Governor.BeatAsync();
        await first.PassAsync(TimeSpan.FromSeconds(57));
        Assert.False(await first.IsOpenAsync());

        await first.PassAsync(TimeSpan.FromSeconds(1));

        Assert.True(await first.IsOpenAsync());
    }

    [Fact]
    public async Task A_gateway_that_was_gone_for_a_minute_before_a_loss_is_not_waited_for()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var gone = await RedisWorld.StartAsync(redis, Hundred, first);
        await first.BeatAsync();
        await first.PassAsync(TimeSpan.FromSeconds(60));
        await first.BeatAsync();
        await LoseAsync(first);

        await first.BeatAsync();

        Assert.True(await first.IsOpenAsync());
    }

    [Fact]
    public async Task A_gateway_that_is_gone_keeps_a_budget_that_is_new_closed_for_a_few_seconds_only()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await using var gone = await RedisWorld.StartAsync(redis, Hundred, first);
        await first.PassAsync(TimeSpan.FromSeconds(60));
        await first.BeatAsync();
        var next = Rules(1_000, "other");
        await gone.PrepareAsync(next);
        await first.UseAsync(next);
        Assert.False(await first.IsOpenAsync());

        await first.PassAsync(TimeSpan.FromSeconds(5));

        Assert.True(await first.IsOpenAsync());
    }

    [Fact]
    public async Task A_budget_that_no_gateway_counts_for_a_while_is_not_believed_when_it_is_back()
    {
        await using var first = await RedisWorld.StartAsync(redis, Hundred);
        await SettledAsync(first, 10);
        await first.UseAsync(QuotaRules.None);
        await SettledAsync(first, 20);
        first.Journal.ShipTo(first.Past);
        foreach (var book in Server.Keys(pattern: $"*{first.Prefix}*budget:*"))
            await redis.Database.KeyDeleteAsync(book);

        await first.UseAsync(Hundred);

        await AdmittedAsync(first, 70);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(first, 1));
    }

    [Fact]
    public async Task A_gateway_that_builds_for_too_long_writes_nothing_over_what_another_has_opened_meanwhile()
    {
        await using var first = await RedisWorld.StartAsync(redis, QuotaRules.None);
        Assert.True(await first.Counters.TryBeginBuildAsync("slow"));
        await LoseAsync(first);
        await using var second = await RedisWorld.StartAsync(redis, Hundred, first);
        var budgets = (await second.Governor.BeatAsync()).Select(state => state.Budget);
        await SettledAsync(second, 40);

        foreach (var budget in budgets)
            await first.Counters.BuildAsync(budget, "slow", [.. MetersOf(second).Select(meter => new SpendDraw(budget, meter, Period.Of(PeriodKind.Total, first.Clock.GetUtcNow()), null, 1))], []);

        Assert.True(await second.IsOpenAsync());
        await AdmittedAsync(second, 60);
        Assert.Equal(RefusalCodes.BudgetExceeded, await RefusedAsync(second, 61));
    }

    [Fact]
    public async Task Each_alert_is_given_by_one_gateway_once()
    {
        var rules = new QuotaRules { Budgets = [Hundred.Budgets[0] with { AlertAt = [50, 80, 100] }] };
        await using var first = await RedisWorld.StartAsync(redis, rules);
        await using var second = await RedisWorld.StartAsync(redis, rules, first);
        var alerts = new List<int>();
        first.Governor.Alerted += alert => alerts.Add(alert.Percent);
        second.Governor.Alerted += alert => alerts.Add(alert.Percent);

        await SettledAsync(first, 49);
        Assert.Empty(alerts);
        await SettledAsync(second, 40);
        Assert.Equal([50, 80], alerts);
        await second.Journal.TellAllAgainAsync();
        await SettledAsync(first, 11);

        Assert.Equal([50, 80, 100], alerts);
    }

    [Fact]
    public async Task Scripts_that_Redis_has_forgotten_are_sent_again()
    {
        await using var world = await RedisWorld.StartAsync(redis, Hundred);
        await AdmittedAsync(world, 10);

        await redis.Database.ExecuteAsync("SCRIPT", "FLUSH");

        await AdmittedAsync(world, 90);
        Assert.False(world.Counters.IsAway);
    }

    [Fact]
    public async Task A_day_that_begins_is_that_of_Redis()
    {
        var rules = new QuotaRules { Budgets = [Hundred.Budgets[0] with { Period = PeriodKind.Day }] };
        await using var world = await RedisWorld.StartAsync(redis, rules);
        await AdmittedAsync(world, 100);
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(world, 1));

        await world.PassAsync(TimeSpan.FromHours(12));

        var (_, next) = await AdmittedAsync(world, 100);
        Assert.Equal(world.Clock.GetUtcNow(), next.ReservedAt);
    }

    private IServer Server => redis.Database.Multiplexer.GetServers()[0];

    private IEnumerable<string> MetersOf(RedisWorld world) =>
        Server.Keys(pattern: $"*{world.Prefix}*:spend:*").Where(key => redis.Database.HashExists(key, "committed")).Select(key => key.ToString()[$"{{{world.Prefix}}}:".Length..]);

    private static QuotaRules Rules(long amount, string name = "b") => new()
    {
        Budgets = [new Budget { Name = name, Unit = BudgetUnit.Tokens, Amount = amount, Period = PeriodKind.Total }],
    };

    private async Task LoseAsync(RedisWorld world)
    {
        foreach (var key in Server.Keys(pattern: $"*{world.Prefix}*").Where(key => !key.ToString().EndsWith("clock", StringComparison.Ordinal)).ToList())
            await redis.Database.KeyDeleteAsync(key);
    }

    private static Claim ClaimOf(long tokens) => new(ExchangeId.New(TimeProvider.System), Key, "m", new TokenHold(tokens, 0, false));

    private static async Task<(Claim Claim, Reservation Reservation)> AdmittedAsync(RedisWorld world, long tokens)
    {
        var claim = ClaimOf(tokens);
        Assert.True((await world.Governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None)).TryGet(out var reservation, out var refusal), refusal?.Message);
        return (claim, reservation);
    }

    private static async Task<string> RefusedAsync(RedisWorld world, long tokens)
    {
        Assert.False((await world.Governor.ReserveAsync(ClaimOf(tokens), TimeSpan.Zero, CancellationToken.None)).TryGet(out _, out var refusal));
        return refusal.Code;
    }

    private static async Task SettledAsync(RedisWorld world, long tokens)
    {
        var (claim, reservation) = await AdmittedAsync(world, tokens);
        world.Journal.Settle(claim, reservation, tokens, 0);
        await world.Journal.TellAsync();
    }

    // Returns when it stands in the line.
    private async Task<Task<Outcome<Reservation>>> WaitingAsync(RedisWorld any, RedisWorld asked, long tokens, int place)
    {
        var waiting = asked.Governor.ReserveAsync(ClaimOf(tokens), Patience, CancellationToken.None).AsTask();
        await FerroGate.Testing.Patience.UntilAsync(
            async () => (await Task.WhenAll(Server.Keys(pattern: $"*{any.Prefix}*:line").Select(line => redis.Database.SortedSetLengthAsync(line)))).Sum(),
            length => length == place,
            "the line");
        return waiting;
    }
}
