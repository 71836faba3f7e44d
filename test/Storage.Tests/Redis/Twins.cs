using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>The same requests for a gateway that counts in its memory and for one that counts in Redis: both must say the same.</summary>
internal sealed class Twins : IAsyncDisposable
{
    public static ModelPrice Cheap { get; } = new(1_000, 1_000);

    public static ModelPrice Dear { get; } = new(9_000, 9_000);

    private readonly RedisWorld _redis;
    private readonly Governor _memory;
    private readonly List<(Claim Claim, Reservation Memory, Reservation Redis)> _open = [];

    private Twins(RedisWorld redis, QuotaRules rules)
    {
        (_redis, _memory) = (redis, new Governor(redis.Clock));
        _memory.Change(rules).Apply();
    }

    public static async Task<Twins> StartAsync(RedisFixture redis, QuotaRules rules) => new(await RedisWorld.StartAsync(redis, rules), rules);

    public RedisWorld Redis => _redis;

    /// <summary>Asks both; gives why they refuse, or <c>null</c>.</summary>
    public async Task<string?> AskAsync(VirtualKey key, string model, TokenHold hold, params IReadOnlyList<ModelPrice> prices)
    {
        var claim = new Claim(ExchangeId.New(TimeProvider.System), key, model, hold) { Prices = prices.Count == 0 ? [Cheap] : prices };
        var memory = await _memory.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None);
        var redis = await _redis.Governor.ReserveAsync(claim, TimeSpan.Zero, CancellationToken.None);

        if (memory.TryGet(out var one, out var refusal))
        {
            Assert.True(redis.TryGet(out var other, out var unexpected), unexpected?.Message);
            Assert.Equal((one.Hold, one.HeldTokens, one.HeldNanoUsd, one.ReservedAt, one.Rates), (other.Hold, other.HeldTokens, other.HeldNanoUsd, other.ReservedAt, other.Rates));
            Assert.Equal(one.Prices, other.Prices);
            _open.Add((claim, one, other));
            return null;
        }

        Assert.False(redis.TryGet(out _, out var same), $"Redis admits what the memory does not: {refusal.Message}");
        Assert.Equal((refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter), (same.Status, same.Code, same.Message, same.RetryAfter));
        Assert.Equal(refusal.Rates, same.Rates);
        return refusal.Code;
    }

    public async Task SettleAsync(int which, long tokens, long nanoUsd)
    {
        if (TakeOpen(which) is not var (claim, memory, redis))
            return;
        memory.Settle(tokens, nanoUsd);
        _redis.Journal.Settle(claim, redis, tokens, nanoUsd);
        await _redis.Journal.TellAsync();
    }

    public void GiveBack(int which)
    {
        if (TakeOpen(which) is not var (_, memory, redis))
            return;
        memory.Dispose();
        redis.Dispose();
    }

    public void HandOn(int which)
    {
        if (_open.Count == 0)
            return;
        var at = which % _open.Count;
        var (claim, memory, redis) = _open[at];
        if (memory.HeldTokens >= 0)
            _open[at] = (claim, memory.HandOn(), redis.HandOn());
    }

    public async Task ExtendAsync(int which, long tokens, long nanoUsd)
    {
        if (_open.Count == 0)
            return;
        var (_, memory, redis) = _open[which % _open.Count];
        Assert.Equal(await memory.TryExtendAsync(tokens, nanoUsd), await redis.TryExtendAsync(tokens, nanoUsd));
    }

    public Task PassAsync(TimeSpan time) => _redis.PassAsync(time);

    /// <summary>Holds are for a minute only where nobody holds them again.</summary>
    public Task HoldAgainAsync() => _redis.Governor.HoldAgainAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    private (Claim, Reservation, Reservation)? TakeOpen(int which)
    {
        if (_open.Count == 0)
            return null;
        var taken = _open[which % _open.Count];
        _open.Remove(taken);
        return taken;
    }
}
