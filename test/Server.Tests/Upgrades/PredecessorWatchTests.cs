using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Stored;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Storage;
using FerroGate.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Upgrades;

/// <summary>What a process leaves that has handed over and ends is held without a gap, and settled in the end.</summary>
public sealed class PredecessorWatchTests : IAsyncLifetime
{
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("secret"), MonthlyTokenBudget = 1_000 };

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly List<string> _steps = [];
    private LocalStore _old = null!;
    private LocalStore _next = null!;
    private Governor _governor = null!;
    private PredecessorWatch _watch = null!;

    public async ValueTask InitializeAsync()
    {
        var data = Path.Combine(_folder.Path, "data");
        _old = await LocalStore.OpenAsync(data, new StoreOptions(), _clock);
        _next = await LocalStore.OpenAsync(data, new StoreOptions { Predecessor = _old.HandOver() }, _clock);
        _governor = new Governor(_clock);
        _watch = new PredecessorWatch(_next.Predecessor!, new PredecessorHolds(_governor), () => _steps.Add("takes over"), _clock, NullLogger<PredecessorWatch>.Instance);
        var change = _governor.Change(QuotaRules.None);
        _watch.Begin(change);
        change.Apply();
    }

    public async ValueTask DisposeAsync()
    {
        await _next.DisposeAsync();
        await _old.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_goes_on_in_the_background_is_held_by_others_before_it_is_held_here_no_longer()
    {
        var opened = new OpenedExchange(ExchangeId.New(_clock), _clock.GetUtcNow(), Key.Id, Tenant.None, "gpt", 100, 700, OutputAssumed: false);
        await _old.StoredObjects.KeepAsync([], new BackgroundHold(opened, "resp_1", "o", "gpt-x", new AccountId("account")), TestContext.Current.CancellationToken);
        foreach (var hold in await _next.StoredObjects.HoldsAsync(TestContext.Current.CancellationToken))
            _watch.Hold(hold.Exchange);
        Assert.True(_watch.Follow());
        Assert.False(Fits(301));

        await _watch.RunAsync(Task.CompletedTask, AdoptAsync, TestContext.Current.CancellationToken);

        Assert.Equal(["takes over", "adopts while it is held"], _steps);
        Assert.False(Fits(301));
        Assert.True(Fits(300));

        Task AdoptAsync()
        {
            _steps.Add(Fits(301) ? "adopts too late" : "adopts while it is held");
            _governor.Adopt(opened, isRunning: false);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task What_cannot_be_settled_or_adopted_is_tried_again_and_held_until_then()
    {
        var left = new OpenedExchange(ExchangeId.New(_clock), _clock.GetUtcNow(), Key.Id, Tenant.None, "gpt", 100, 700, OutputAssumed: false);
        await _old.Journal.OpenAsync(left);
        Assert.True(_watch.Follow());
        await _old.DisposeAsync();
        var failing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var attempts = 0;

        var running = _watch.RunAsync(Task.CompletedTask, AdoptAsync, TestContext.Current.CancellationToken);
        await failing.Task;
        await Patience.UntilAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(running.IsCompleted);
            },
            isDone => isDone,
            "what is left to be settled");

        await running;
        Assert.Equal(2, attempts);
        Assert.Equal(["takes over"], _steps);
        Assert.True(Fits(900));
        Assert.False(Fits(901));

        Task AdoptAsync()
        {
            if (++attempts > 1)
                return Task.CompletedTask;
            failing.SetResult();
            throw new IOException("The disk is away.");
        }
    }

    private bool Fits(long tokens)
    {
        var answer = _governor.ReserveAsync(new Claim(ExchangeId.New(_clock), Key, "gpt", new TokenHold(tokens, 0, OutputAssumed: false)), TimeSpan.Zero, CancellationToken.None).AsTask();
        Assert.True(answer.IsCompletedSuccessfully);
        if (!answer.Result.TryGet(out var reservation, out _))
            return false;

        reservation.Dispose();
        return true;
    }
}
