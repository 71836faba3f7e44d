using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Limits.Shared;
using FerroGate.Core.Refusals;
using FerroGate.Storage.Redis;
using FerroGate.Testing;
using FerroGate.Testing.Redis;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>Redis goes and comes back: what is strict is refused meanwhile, what is not is admitted, and nothing that was spent is lost.</summary>
public sealed class RedisAwayTests : IAsyncLifetime
{
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("key"), Tenant = new Tenant("acme", null, null, null) };
    private static readonly VirtualKey Limited = Key with { Id = "limited", Hash = KeyHash.Of("limited"), MonthlyTokenBudget = 100 };

    private readonly FakePast _past = new();
    private readonly CancellationTokenSource _stop = new();
    private RedisServer _redis = null!;
    private RedisCounters _counters = null!;
    private SharedGovernor _governor = null!;
    private FakeJournal _journal = null!;
    private Task _pulse = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        _redis = await RedisServer.StartAsync();
        _counters = await RedisCounters.ConnectAsync(_redis.Configuration, "test", Scripts.OfServer, new FleetPatience(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)), TimeProvider.System);
        _governor = new SharedGovernor(_counters, _past, TimeProvider.System);
        _journal = new FakeJournal(_governor.Settled);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pulse;
        _stop.Dispose();
        if (_redis is null)
            return;
        _governor.Dispose();
        await _counters.DisposeAsync();
        await _redis.DisposeAsync();
    }

    public static TheoryData<string, bool, bool> Rules => new()
    {
        { "rate", false, true },
        { "rate", true, false },
        { "slots", false, true },
        { "slots", true, false },
        { "budget", false, true },
        { "budget", true, false },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task While_it_is_away_strict_limits_and_budgets_refuse_and_others_admit_without_counting(string what, bool isStrict, bool isAdmitted)
    {
        await UseAsync(what switch
        {
            "rate" => new QuotaRules { Limits = [new Limit { Name = "mine", RequestsPerMinute = 10, IsStrict = isStrict }] },
            "slots" => new QuotaRules { Limits = [new Limit { Name = "mine", ConcurrentRequests = 10, IsStrict = isStrict }] },
            _ => new QuotaRules { Budgets = [new Budget { Name = "mine", Unit = BudgetUnit.Tokens, Amount = 100, Period = PeriodKind.Day, IsStrict = isStrict }] },
        });
        var uncounted = 0;
        _governor.Uncounted += () => uncounted++;
        await GoAwayAsync();

        var asked = await _governor.ReserveAsync(Claim(Key, 10), TimeSpan.FromSeconds(2), CancellationToken.None);

        Assert.Equal(isAdmitted, asked.TryGet(out _, out var refusal));
        Assert.Equal(isAdmitted ? 1 : 0, uncounted);
        if (refusal is null)
            return;
        Assert.Equal((503, RefusalCodes.LimitsUnavailable, TimeSpan.FromSeconds(1)), (refusal.Status, refusal.Code, refusal.RetryAfter));
        Assert.Contains("'mine'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_s_own_budget_is_strict_and_its_rate_is_not()
    {
        await UseAsync(QuotaRules.None);
        await GoAwayAsync();

        Assert.Equal(RefusalCodes.LimitsUnavailable, await RefusedAsync(Limited, 1));
        await AdmittedAsync(Key with { RequestsPerMinute = 1 }, 1);
    }

    [Fact]
    public async Task What_was_admitted_and_settled_meanwhile_counts_when_it_is_back()
    {
        await UseAsync(Open);
        await GoAwayAsync();
        var (claim, reservation) = await AdmittedAsync(Key, 60);
        var (_, running) = await AdmittedAsync(Key, 30);
        _journal.Settle(claim, reservation, 50, 0);
        await Assert.ThrowsAsync<CountersAwayException>(_journal.TellAsync);

        await ComeBackAsync();

        // 50 are spent and 30 are held.
        Assert.Equal(RefusalCodes.BudgetHeld, await RefusedAsync(Key, 21));
        running.Dispose();
        await AdmittedAsync(Key, 50);
    }

    [Fact]
    public async Task What_it_had_counted_last_and_has_lost_is_told_again_when_it_is_back()
    {
        await UseAsync(Open);
        var (claim, reservation) = await AdmittedAsync(Key, 60);
        _journal.Settle(claim, reservation, 60, 0);
        await _journal.TellAsync();
        await _redis.DoAsync("SAVE");
        (claim, reservation) = await AdmittedAsync(Key, 30);
        _journal.Settle(claim, reservation, 30, 0);
        await _journal.TellAsync();

        await GoAwayAsync();
        await ComeBackAsync();

        Assert.Equal(RefusalCodes.BudgetExceeded, await RefusedAsync(Key, 11));
        await AdmittedAsync(Key, 10);
    }

    [Fact]
    public async Task A_settlement_of_which_nobody_knows_whether_it_was_counted_counts_once()
    {
        await UseAsync(Open);
        var (claim, reservation) = await AdmittedAsync(Key, 60);
        await _redis.DoAsync("CLIENT PAUSE 1500 WRITE");
        _journal.Settle(claim, reservation, 60, 0);

        await Assert.ThrowsAsync<CountersAwayException>(_journal.TellAsync);
        await Patience.UntilAsync(() => Task.FromResult(_counters.IsAway), isAway => !isAway, "Redis to be back");
        await PatientlyTellAsync();

        await AdmittedAsync(Key, 40);
        Assert.Equal(RefusalCodes.BudgetExceeded, await RefusedAsync(Key, 41));
    }

    [Fact]
    public async Task What_was_taken_without_an_answer_is_given_back()
    {
        await UseAsync(new QuotaRules { Budgets = [Open.Budgets[0] with { IsStrict = true }] });
        _pulse = _governor.RunAsync(_stop.Token);
        await _redis.DoAsync("CLIENT PAUSE 2000 ALL");

        Assert.Equal(RefusalCodes.LimitsUnavailable, await RefusedAsync(Key, 100));

        await Patience.UntilAsync(
            async () => (await _governor.ReserveAsync(Claim(Key, 100), TimeSpan.Zero, CancellationToken.None)).TryGet(out _, out _), isAdmitted => isAdmitted, "all of it to be free");
    }

    private static QuotaRules Open => new() { Budgets = [new Budget { Name = "open", Unit = BudgetUnit.Tokens, Amount = 100, Period = PeriodKind.Day, IsStrict = false }] };

    private async Task UseAsync(QuotaRules rules)
    {
        var change = _governor.Change(rules);
        await change.PrepareAsync(null!, CancellationToken.None);
        change.Apply();
        await OpenAsync();
    }

    private Task<IReadOnlyList<BudgetState>> OpenAsync() => Patience.UntilAsync(
        async () =>
        {
            await PatientlyTellAsync();
            return await _governor.BeatAsync();
        },
        states => states.All(state => state.IsOpen),
        "budgets to open");

    private Task<bool> PatientlyTellAsync() => Patience.UntilAsync(
        async () =>
        {
            try
            {
                await _journal.TellAsync();
                return true;
            }
            catch (CountersAwayException)
            {
                return false;
            }
        },
        isTold => isTold,
        "the journal to be told");

    private async Task GoAwayAsync()
    {
        await _redis.StopAsync();
        await Patience.UntilAsync(() => Task.FromResult(_counters.IsAway), isAway => isAway, "Redis to be away");
    }

    private async Task ComeBackAsync()
    {
        await _redis.StartAgainAsync();
        await Patience.UntilAsync(() => Task.FromResult(_counters.IsAway), isAway => !isAway, "Redis to be back");
        await _governor.BeatAsync();
        await OpenAsync();
    }

    private static Claim Claim(VirtualKey key, long tokens) => new(ExchangeId.New(TimeProvider.System), key, "m", new TokenHold(tokens, 0, false));

    private async Task<(Claim Claim, Reservation Reservation)> AdmittedAsync(VirtualKey key, long tokens)
    {
        var claim = Claim(key, tokens);
        Assert.True((await _governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None)).TryGet(out var reservation, out var refusal), refusal?.Message);
        return (claim, reservation);
    }

    private async Task<string> RefusedAsync(VirtualKey key, long tokens)
    {
        Assert.False((await _governor.ReserveAsync(Claim(key, tokens), TimeSpan.Zero, CancellationToken.None)).TryGet(out _, out var refusal));
        return refusal.Code;
    }
}
