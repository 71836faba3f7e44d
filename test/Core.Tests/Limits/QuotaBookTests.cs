using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>Keys of an issuer come and go without end: what has counted something is kept, and what has not is forgotten.</summary>
public sealed class QuotaBookTests
{
    private const int Crowd = 150_000;

    private static readonly VirtualKey Known = Key("known");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));
    private readonly Governor _governor;

    public QuotaBookTests() => _governor = new Governor(_clock);

    [Fact]
    public void A_crowd_of_keys_makes_nobody_forget_what_a_key_has_taken()
    {
        Assert.True(Ask(Known, 60).TryGet(out var settled, out _));
        settled.Settle(60, 0);
        Assert.True(Ask(Known, 30).TryGet(out var running, out _));

        for (var i = 0; i < Crowd; i++)
        {
            Assert.True(Ask(Key($"key-{i}"), 0).TryGet(out var reservation, out _));
            reservation.Dispose();
        }

        Assert.False(Ask(Known, 1).TryGet(out _, out var rate));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.False(Ask(Known, 11).TryGet(out _, out var held));
        running.Dispose();
        Assert.False(Ask(Known, 41).TryGet(out _, out var spent));
        Assert.Equal(("rate_limit_exceeded", "budget_held", "token_budget_exceeded"), (rate.Code, held.Code, spent.Code));
        Assert.True(Ask(Known, 40).TryGet(out _, out _));
    }

    [Fact]
    public void A_crowd_of_keys_that_is_gone_takes_no_memory()
    {
        Pass("a");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var crowd in (string[])["b", "c", "d", "e"])
            Pass(crowd);

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 64 * 1024 * 1024);

        void Pass(string crowd)
        {
            for (var i = 0; i < Crowd / 2; i++)
            {
                Assert.True(Ask(Key($"{crowd}-{i}"), 0).TryGet(out var reservation, out _));
                reservation.Dispose();
            }

            _clock.Advance(TimeSpan.FromMinutes(2));
        }
    }

    private Core.Refusals.Outcome<Reservation> Ask(VirtualKey key, long tokens) => _governor.TryReserve(key, new TokenHold(tokens, 0, false));

    private static VirtualKey Key(string id) => new() { Id = id, Hash = KeyHash.Of(id), RequestsPerMinute = 2, MonthlyTokenBudget = 100 };
}
