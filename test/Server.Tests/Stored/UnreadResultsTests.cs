using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using FerroGate.Ai.Dialects;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Lists;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Telemetry;
using FerroGate.Storage;
using FerroGate.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Stored;

/// <summary>The gateway asks by itself for what nobody reads, so that no hold stays for ever and nothing goes unpaid.</summary>
public sealed class UnreadResultsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _asked = [];
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private ResultAnswer _answer;
    private LocalStore _store = null!;
    private HeldJournal _journal = null!;
    private Governor _governor = null!;
    private BackgroundResults _results = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await LocalStore.OpenAsync(Path.Combine(_folder.Path, "data"), new StoreOptions(), TimeProvider.System);
        _journal = new HeldJournal(_store.Journal);
        _governor = new Governor(_clock);
        _results = new BackgroundResults(_store.StoredObjects, _journal, _governor, AskAsync, () => Nothing, new GatewayMetrics(_services.GetRequiredService<IMeterFactory>()), _clock, NullLogger<BackgroundResults>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task It_is_asked_for_when_nobody_has_read_it_for_an_hour()
    {
        var hold = await HoldAsync("resp_1");
        _answer = Said(StoredStatus.Finished, new TokenUsage { Input = 7, Output = 3 });

        await WatchAsync(TimeSpan.FromMinutes(59));
        Assert.Empty(_asked);
        await WatchAsync(TimeSpan.FromMinutes(61));

        Assert.Equal(["resp_1"], _asked);
        await IsSettledAsync(hold, Ending.Finished, UsageSource.Provider, 7, 3);
    }

    [Fact]
    public async Task What_still_runs_is_asked_for_again_an_hour_later()
    {
        var hold = await HoldAsync("resp_1");
        _answer = Said(StoredStatus.Running, TokenUsage.Unknown);
        await WatchAsync(TimeSpan.FromMinutes(61));
        await WatchAsync(TimeSpan.FromMinutes(30));
        Assert.Single(_asked);

        _answer = Said(StoredStatus.Failed, TokenUsage.Unknown);
        await WatchAsync(TimeSpan.FromMinutes(61));

        Assert.Equal(2, _asked.Count);
        await IsSettledAsync(hold, Ending.ProviderError, UsageSource.Estimated, 0, 0);
    }

    [Fact]
    public async Task What_the_provider_does_not_have_any_more_is_charged_as_its_prompt_was_estimated()
    {
        var hold = await HoldAsync("resp_1");
        _answer = new ResultAnswer(null, IsLost: true);

        await WatchAsync(TimeSpan.FromMinutes(61));

        await IsSettledAsync(hold, Ending.ClientGone, UsageSource.Estimated, 100, 400);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_for_two_days_holds_nothing_any_longer()
    {
        var hold = await HoldAsync("resp_1");
        _answer = default;
        await WatchAsync(TimeSpan.FromHours(24));
        Assert.Empty((await _store.Ledger.ListAsync(new PageRequest(0, 10, 10), TestContext.Current.CancellationToken)).Items);

        await WatchAsync(TimeSpan.FromHours(25));

        await IsSettledAsync(hold, Ending.ClientGone, UsageSource.Estimated, 100, 400);
    }

    [Fact]
    public async Task What_an_earlier_process_held_is_taken_over_once()
    {
        var hold = Hold("resp_1");
        await _store.StoredObjects.KeepAsync([], hold, TestContext.Current.CancellationToken);
        await _results.AdoptAsync(TestContext.Current.CancellationToken);
        await _results.AdoptAsync(TestContext.Current.CancellationToken);
        Assert.False(Reserve(Key, new TokenHold(600, 0, false)).TryGet(out _, out _));
        Assert.True(Reserve(Key, new TokenHold(500, 0, false)).TryGet(out var rest, out _));
        rest.Dispose();

        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Finished, new TokenUsage { Input = 1, Output = 2 });
        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Finished, new TokenUsage { Input = 1, Output = 2 });

        await IsSettledAsync(hold, Ending.Finished, UsageSource.Provider, 1, 2);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 200)]
    [InlineData(1, 1200, 300)]
    [InlineData(60, 0, 400)]
    public async Task What_was_stopped_and_nobody_counts_costs_what_was_seen_or_could_be_written_in_that_time(int seconds, long seen, long output)
    {
        var hold = await HoldAsync("resp_1");
        _results.Saw(hold.Exchange.ExchangeId, seen);
        _clock.Advance(TimeSpan.FromSeconds(seconds));

        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Cancelled, TokenUsage.Unknown);

        await IsSettledAsync(hold, Ending.ClientGone, UsageSource.Estimated, 100, output);
    }

    [Fact]
    public async Task What_this_process_has_begun_itself_is_not_taken_over_from_another()
    {
        var hold = Hold("resp_1");
        Assert.True(Reserve(Key, new TokenHold(100, 400, false)).TryGet(out var reservation, out _));
        await _store.StoredObjects.KeepAsync([], hold, TestContext.Current.CancellationToken);
        _results.Begin(hold);

        await _results.AdoptAsync(TestContext.Current.CancellationToken);
        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Finished, new TokenUsage { Input = 1, Output = 2 });
        reservation.Settle(3, 0);
        await _results.EndAsync(hold);

        Assert.Empty((await _store.Ledger.ListAsync(new PageRequest(0, 10, 10), TestContext.Current.CancellationToken)).Items);
        Assert.Empty(await _store.StoredObjects.HoldsAsync(TestContext.Current.CancellationToken));
        Assert.True(Reserve(Key, new TokenHold(997, 0, false)).TryGet(out _, out _));
    }

    [Fact]
    public async Task A_result_that_is_read_before_the_exchange_that_asked_is_through_settles_it_then()
    {
        var hold = Hold("resp_1");
        Assert.True(Reserve(Key, new TokenHold(100, 400, false)).TryGet(out var reservation, out _));
        await _store.StoredObjects.KeepAsync([], hold, TestContext.Current.CancellationToken);
        _results.Begin(hold);

        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Finished, new TokenUsage { Input = 7, Output = 3 });
        Assert.Empty((await _store.Ledger.ListAsync(new PageRequest(0, 10, 10), TestContext.Current.CancellationToken)).Items);
        await _results.TakeAsync(hold, reservation, contentBytes: 0);

        await IsSettledAsync(hold, Ending.Finished, UsageSource.Provider, 7, 3);
    }

    [Fact]
    public async Task A_result_that_the_journal_does_not_take_is_settled_within_a_minute_of_its_coming_back_and_costs_what_it_did_then()
    {
        var hold = await HoldAsync("resp_1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _journal.IsAvailable = false;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Cancelled, TokenUsage.Unknown));
        await WatchAsync(TimeSpan.FromMinutes(10));
        Assert.Empty((await _store.Ledger.ListAsync(new PageRequest(0, 10, 10), TestContext.Current.CancellationToken)).Items);

        _journal.IsAvailable = true;
        await WatchAsync(TimeSpan.FromMinutes(1));

        Assert.Empty(_asked);
        await IsSettledAsync(hold, Ending.ClientGone, UsageSource.Estimated, 100, 200);
    }

    [Theory]
    [InlineData(StoredStatus.Cancelled, null, 100, 200)]
    [InlineData(StoredStatus.Finished, 3, 7, 3)]
    public async Task Of_what_is_read_while_the_journal_is_away_the_first_counts_unless_only_a_later_one_says_what_was_used(StoredStatus later, int? used, int input, int output)
    {
        var hold = await HoldAsync("resp_1");
        _clock.Advance(TimeSpan.FromSeconds(1));
        _journal.IsAvailable = false;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Cancelled, TokenUsage.Unknown));
        _clock.Advance(TimeSpan.FromSeconds(30));
        var usage = used is null ? TokenUsage.Unknown : new TokenUsage { Input = 7, Output = used };
        await Assert.ThrowsAsync<JournalUnavailableException>(() => _results.FinishAsync(hold.Exchange.ExchangeId, later, usage));

        _journal.IsAvailable = true;
        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Cancelled, TokenUsage.Unknown);

        await IsSettledAsync(hold, used is null ? Ending.ClientGone : Ending.Finished, used is null ? UsageSource.Estimated : UsageSource.Provider, input, output);
    }

    [Fact]
    public async Task An_exchange_whose_result_is_known_waits_for_the_journal_as_long_as_for_a_settlement_and_is_settled_all_the_same()
    {
        var hold = Hold("resp_1");
        Assert.True(Reserve(Key, new TokenHold(100, 400, false)).TryGet(out var reservation, out _));
        await _store.StoredObjects.KeepAsync([], hold, TestContext.Current.CancellationToken);
        _results.Begin(hold);
        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Finished, new TokenUsage { Input = 7, Output = 3 });
        var gate = _journal.Hold();

        var taking = _results.TakeAsync(hold, reservation, contentBytes: 0);
        Assert.False(taking.IsCompleted);
        _clock.Advance(Nothing.Reliability.SettleTimeout);
        await taking.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        gate.SetResult();
        await Patience.UntilAsync(() => _store.StoredObjects.HoldsAsync(TestContext.Current.CancellationToken), holds => holds.Count == 0, "a hold that is released");

        await IsSettledAsync(hold, Ending.Finished, UsageSource.Provider, 7, 3);
    }

    [Fact]
    public async Task What_failed_before_it_is_settled_with_it_after_a_restart_too()
    {
        var plain = Hold("resp_1");
        var failed = FailedOf(plain.Exchange, tokens: 200);
        var hold = plain with { Exchange = plain.Exchange with { Failed = [failed] } };
        await _store.StoredObjects.KeepAsync([], hold, TestContext.Current.CancellationToken);
        await _results.AdoptAsync(TestContext.Current.CancellationToken);
        Assert.False(Reserve(Key, new TokenHold(301, 0, false)).TryGet(out _, out _));

        await _results.FinishAsync(hold.Exchange.ExchangeId, StoredStatus.Finished, new TokenUsage { Input = 7, Output = 3 });

        var entries = (await _store.Ledger.ListAsync(new PageRequest(0, 10, 10), TestContext.Current.CancellationToken)).Items;
        Assert.Equal(failed, entries[0]);
        Assert.Equal((2, (int?)null, 7L), (entries.Count, entries[1].FailedAttempt, entries[1].Usage.Input));
        Assert.False(Reserve(Key, new TokenHold(791, 0, false)).TryGet(out _, out _));
        Assert.True(Reserve(Key, new TokenHold(790, 0, false)).TryGet(out _, out _));
    }

    private static LedgerEntry FailedOf(OpenedExchange exchange, long tokens) => new()
    {
        ExchangeId = exchange.ExchangeId,
        FailedAttempt = 1,
        ReservedAt = exchange.ReservedAt,
        SettledAt = exchange.ReservedAt,
        KeyId = exchange.KeyId,
        Tenant = exchange.Tenant,
        Model = exchange.Model,
        Provider = "other",
        ProviderModel = "gpt-y",
        Ending = Ending.UpstreamCut,
        Status = null,
        Usage = new TokenUsage { Input = tokens, Output = 0 },
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = null,
    };

    private static VirtualKey Key { get; } = new() { Id = "key", Hash = KeyHash.Of("secret"), MonthlyTokenBudget = 1_000 };

    private static GatewaySnapshot Nothing { get; } = new()
    {
        Models = FrozenDictionary<string, Model>.Empty,
        ModelList = [],
        Reliability = new ReliabilitySettings(),
        Telemetry = null!,
        AdminLists = null!,
    };

    private static ResultAnswer Said(StoredStatus status, TokenUsage usage) => new(new StoredAnswer("resp_1", status, [], usage), IsLost: false);

    private BackgroundHold Hold(string id) => new(
        new OpenedExchange(ExchangeId.New(_clock), _clock.GetUtcNow(), Key.Id, Tenant.None, "gpt", 100, 500, OutputAssumed: false), id, "o", "gpt-x", new AccountId("account"));

    private async Task<BackgroundHold> HoldAsync(string id)
    {
        var hold = Hold(id);
        Assert.True(Reserve(Key, new TokenHold(100, 400, false)).TryGet(out var reservation, out _));
        await _store.StoredObjects.KeepAsync([], hold, TestContext.Current.CancellationToken);
        await _results.TakeAsync(hold, reservation, contentBytes: 0);
        return hold;
    }

    private Task<ResultAnswer> AskAsync(BackgroundHold hold)
    {
        _asked.Add(hold.ResponseId);
        return Task.FromResult(_answer);
    }

    // As often as it likes to look in that time.
    private async Task WatchAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMinutes(1))
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            await _results.AskForUnreadAsync();
        }
    }

    private async Task IsSettledAsync(BackgroundHold hold, Ending ending, UsageSource source, long? input, long? output)
    {
        var entry = Assert.Single((await _store.Ledger.ListAsync(new PageRequest(0, 10, 10), TestContext.Current.CancellationToken)).Items);
        Assert.Equal(
            (hold.Exchange.ExchangeId, ending, source, input, output),
            (entry.ExchangeId, entry.Ending, entry.UsageSource, entry.Usage.Input, entry.Usage.Output));
        Assert.Empty(await _store.StoredObjects.HoldsAsync(TestContext.Current.CancellationToken));
        Assert.Equal(input + (output ?? 0) <= 400, Reserve(Key, new TokenHold(600, 0, false)).TryGet(out _, out _));
    }

    private Outcome<Reservation> Reserve(VirtualKey key, TokenHold hold)
    {
        var answer = _governor.ReserveAsync(new Claim(ExchangeId.New(TimeProvider.System), key, "model", hold), TimeSpan.Zero, CancellationToken.None).AsTask();
        Assert.True(answer.IsCompletedSuccessfully);
        return answer.Result;
    }
}
