using System.Globalization;
using FerroGate.Core.Limits;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Redis;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>A gateway that counts in Redis, where the time stands still until a test moves it.</summary>
internal sealed class RedisWorld : IAsyncDisposable
{
    private const string Time = "{ redis.call('HGET', KEYS[1] .. 'clock', 'second'), redis.call('HGET', KEYS[1] .. 'clock', 'microsecond') }";

    private static readonly Scripts OfTests = new(Time);

    private readonly RedisFixture _redis;
    private readonly CancellationTokenSource _stop = new();
    private Task _pulse = Task.CompletedTask;

    private RedisWorld(RedisFixture redis, string prefix, FakeTimeProvider clock, RedisCounters counters, FakePast past)
    {
        (_redis, Prefix, Clock, Counters, Past) = (redis, prefix, clock, counters, past);
        Governor = new SharedGovernor(counters, past, TimeProvider.System);
        Journal = new FakeJournal(Governor.Settled);
    }

    public string Prefix { get; }

    public FakeTimeProvider Clock { get; }

    public RedisCounters Counters { get; }

    public FakePast Past { get; }

    public SharedGovernor Governor { get; }

    public FakeJournal Journal { get; }

    /// <param name="redis">Where it counts.</param>
    /// <param name="rules">Its limits and budgets.</param>
    /// <param name="other">Another gateway that it counts together with.</param>
    public static async Task<RedisWorld> StartAsync(RedisFixture redis, QuotaRules rules, RedisWorld? other = null)
    {
        var configuration = redis.Configuration;
        var prefix = other?.Prefix ?? Guid.NewGuid().ToString("N");
        var clock = other?.Clock ?? new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));
        var counters = await RedisCounters.ConnectAsync(configuration, prefix, OfTests, new FleetPatience(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(2)), TimeProvider.System);
        var world = new RedisWorld(redis, prefix, clock, counters, other?.Past ?? new FakePast());
        await world.PassAsync(TimeSpan.Zero);
        await world.UseAsync(rules);
        return world;
    }

    public async Task UseAsync(QuotaRules rules)
    {
        (await PrepareAsync(rules)).Apply();
        await BeatAsync();
    }

    /// <summary>Builds budgets that do not count yet.</summary>
    public async Task<IQuotaChange> PrepareAsync(QuotaRules rules)
    {
        var change = Governor.Change(rules);
        await change.PrepareAsync(null!, CancellationToken.None);
        return change;
    }

    /// <summary>Tells everything that this gateway knows, so that its budgets open; a loss of data gives others time for that.</summary>
    public async Task BeatAsync()
    {
        await Governor.BeatAsync();
        await Journal.TellAsync();
        await Governor.BeatAsync();
        if (!await IsOpenAsync())
        {
            await PassAsync(TimeSpan.FromSeconds(2));
            await Governor.BeatAsync();
        }
    }

    public async Task<bool> IsOpenAsync() => (await Governor.BeatAsync()).All(state => state.IsOpen);

    public void Run() => _pulse = Governor.RunAsync(_stop.Token);

    public async Task PassAsync(TimeSpan time)
    {
        // What nobody waited for was done before.
        await Counters.CountedAsync("", [""]);
        Clock.Advance(time);
        var now = Clock.GetUtcNow();
        await _redis.Database.HashSetAsync($"{{{Prefix}}}:clock", [new("second", now.ToUnixTimeSeconds()), new("microsecond", (now.ToUnixTimeMilliseconds() % 1000 * 1000).ToString(CultureInfo.InvariantCulture))]);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pulse;
        Governor.Dispose();
        await Counters.DisposeAsync();
        _stop.Dispose();
    }
}
