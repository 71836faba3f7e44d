using CsCheck;
using FerroGate.Core.Limits;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>The request limit against a model that remembers every request and counts them anew each time.</summary>
public sealed class RequestRateTests
{
    private static readonly int[] Edges = [0, 1, 999, 1_000, 1_001, 59_000, 59_999, 60_000, 60_001, 600_000];

    // Bursts, steps near the edges of a second and of the window, and long silences.
    private static readonly Gen<int> Pause = Gen.OneOf(
        Gen.Int[0, 2],
        Gen.Int[0, 2_500],
        Gen.Int[58_000, 62_000],
        Gen.Int[0, Edges.Length - 1].Select(i => Edges[i]));

    private static readonly Gen<int[]> Pauses = Pause.Array[1, 200];

    [Fact]
    public void No_aligned_60_seconds_hold_more_than_the_limit() =>
        Gen.Select(Pauses, Gen.Int[1, 8]).Sample((pauses, limit) =>
        {
            var arrivals = new Arrivals();
            foreach (var pause in pauses)
            {
                arrivals.Wait(pause);
                var (isTaken, status) = arrivals.Ask(limit);
                Assert.Equal(arrivals.Expected(limit, isTaken), status);
                Assert.True(arrivals.InWindow() <= limit);
                Assert.Equal(isTaken, status.RetryAfter == TimeSpan.Zero);
            }
        });

    [Fact]
    public void A_limit_that_changes_with_a_reload_counts_what_was_taken_under_the_old_one() =>
        Gen.Select(Pause, Gen.Int[1, 8]).Array[1, 200].Sample(steps =>
        {
            var arrivals = new Arrivals();
            foreach (var (pause, limit) in steps)
            {
                arrivals.Wait(pause);
                var before = arrivals.InWindow();
                var (isTaken, status) = arrivals.Ask(limit);
                Assert.Equal(before < limit, isTaken);
                Assert.Equal(arrivals.Expected(limit, isTaken), status);
            }
        });

    [Fact]
    public void Who_waits_as_long_as_told_is_admitted() =>
        Gen.Select(Pauses, Gen.Int[1, 8]).Sample((pauses, limit) =>
        {
            var clock = new FakeTimeProvider();
            var rate = new RequestRate(clock);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                if (!rate.TryTake(limit, out var status))
                {
                    Assert.InRange(status.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
                    clock.Advance(status.RetryAfter);
                    Assert.True(rate.TryTake(limit, out _));
                }
            }
        });

    [Fact]
    public void After_the_reset_the_whole_limit_is_free() =>
        Gen.Select(Pauses, Gen.Int[1, 8]).Sample((pauses, limit) =>
        {
            var clock = new FakeTimeProvider();
            var rate = new RequestRate(clock);
            var status = default(RateStatus);
            foreach (var pause in pauses)
            {
                clock.Advance(TimeSpan.FromMilliseconds(pause));
                rate.TryTake(limit, out status);
            }

            clock.Advance(status!.Reset);
            Assert.True(rate.TryTake(limit, out status));
            Assert.Equal(limit - 1, status.Remaining);
        });

    [Fact]
    public void Three_requests_of_a_limit_of_two_are_told_what_is_left()
    {
        var clock = new FakeTimeProvider();
        var rate = new RequestRate(clock);

        Assert.True(rate.TryTake(2, out var first));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.True(rate.TryTake(2, out var second));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.False(rate.TryTake(2, out var third));

        Assert.Equal(new RateStatus(2, 1, TimeSpan.FromSeconds(60), TimeSpan.Zero), first);
        Assert.Equal(new RateStatus(2, 0, TimeSpan.FromSeconds(60), TimeSpan.Zero), second);
        Assert.Equal(new RateStatus(2, 0, TimeSpan.FromSeconds(50), TimeSpan.FromSeconds(30)), third);
    }

    /// <summary>A rate, its clock, and a list of the seconds in which requests were taken.</summary>
    private sealed class Arrivals
    {
        private readonly FakeTimeProvider _clock = new();
        private readonly RequestRate _rate;
        private readonly List<long> _taken = [];
        private long _milliseconds;

        public Arrivals() => _rate = new RequestRate(_clock);

        private long Second => _milliseconds / 1_000;

        public void Wait(int milliseconds)
        {
            _milliseconds += milliseconds;
            _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
        }

        public (bool IsTaken, RateStatus Status) Ask(int limit)
        {
            var isTaken = _rate.TryTake(limit, out var status);
            if (isTaken)
                _taken.Add(Second);
            return (isTaken, status);
        }

        public int InWindow() => InWindowAt(Second);

        public RateStatus Expected(int limit, bool isTaken)
        {
            var wait = isTaken ? 0 : Enumerable.Range(1, 60).First(seconds => InWindowAt(Second + seconds) < limit);
            var reset = Enumerable.Range(0, 61).First(seconds => InWindowAt(Second + seconds) == 0);
            return new RateStatus(
                limit,
                isTaken ? limit - InWindow() : 0,
                TimeSpan.FromSeconds(reset),
                TimeSpan.FromSeconds(wait));
        }

        private int InWindowAt(long second) => _taken.Count(taken => taken > second - 60);
    }
}
