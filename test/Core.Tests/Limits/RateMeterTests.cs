using CsCheck;
using FerroGate.Core.Limits;

namespace FerroGate.Core.Tests.Limits;

/// <summary>The limits per minute against a model that remembers everything that was taken and counts it anew each time.</summary>
public sealed class RateMeterTests
{
    private static readonly int[] Edges = [0, 1, 59, 60, 61, 600];

    // Bursts, steps near the edges of the window, and long silences, in seconds.
    private static readonly Gen<int> Pause = Gen.OneOf(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[58, 62], Gen.Int[0, 5].Select(i => Edges[i]));

    private static readonly Gen<(int Pause, int Amount)[]> Steps = Gen.Select(Pause, Gen.Int[1, 9]).Array[1, 200];

    [Fact]
    public void No_aligned_60_seconds_hold_more_than_the_limit() =>
        Gen.Select(Steps, Gen.Int[1, 20]).Sample((steps, limit) =>
        {
            var arrivals = new Arrivals();
            foreach (var (pause, amount) in steps)
            {
                arrivals.Wait(pause);
                arrivals.Ask(limit, amount);
                Assert.True(arrivals.InWindow() <= limit);
            }
        });

    [Fact]
    public void A_limit_that_changes_with_a_reload_counts_what_was_taken_under_the_old_one() =>
        Gen.Select(Pause, Gen.Int[1, 5], Gen.Int[1, 20]).Array[1, 200].Sample(steps =>
        {
            var arrivals = new Arrivals();
            foreach (var (pause, amount, limit) in steps)
            {
                arrivals.Wait(pause);
                var fits = arrivals.InWindow() + amount <= limit;
                Assert.Equal(fits, arrivals.Ask(limit, amount));
            }
        });

    [Fact]
    public void Who_waits_as_long_as_told_is_admitted_and_not_a_second_before() =>
        Gen.Select(Steps, Gen.Int[1, 20]).Sample((steps, limit) =>
        {
            var arrivals = new Arrivals();
            foreach (var (pause, amount) in steps)
            {
                arrivals.Wait(pause);
                if (arrivals.Ask(limit, amount))
                    continue;

                var wait = arrivals.Status(limit, amount).RetryAfter;
                Assert.Equal(amount > limit, wait is null);
                if (wait is not { } time)
                    continue;
                arrivals.Wait((int)time.TotalSeconds - 1);
                Assert.False(arrivals.Fits(limit, amount));
                arrivals.Wait(1);
                Assert.True(arrivals.Ask(limit, amount));
            }
        });

    [Fact]
    public void What_is_given_back_is_free_at_once_unless_its_second_is_over() =>
        Gen.Select(Steps, Pause.Array[200], Gen.Int[1, 20]).Sample((steps, pauses, limit) =>
        {
            var arrivals = new Arrivals();
            for (var i = 0; i < steps.Length; i++)
            {
                arrivals.Wait(steps[i].Pause);
                if (!arrivals.Ask(limit, steps[i].Amount))
                    continue;
                arrivals.Wait(pauses[i]);
                arrivals.ReturnLast(steps[i].Amount / 2);
                Assert.Equal(Math.Max(0, limit - arrivals.InWindow()), arrivals.Status(limit, 0).Remaining);
            }
        });

    [Fact]
    public void Whatever_was_taken_the_whole_limit_is_free_after_the_reset() =>
        Gen.Select(Steps, Gen.Int[1, 20]).Sample((steps, limit) =>
        {
            var arrivals = new Arrivals();
            foreach (var (pause, amount) in steps)
            {
                arrivals.Wait(pause);
                arrivals.Ask(limit, amount);
            }

            arrivals.Wait((int)arrivals.Status(limit, 0).Reset.TotalSeconds);
            Assert.Equal(limit, arrivals.Status(limit, 0).Remaining);
        });

    [Fact]
    public void What_another_process_took_before_the_start_counts_as_long_as_it_is_in_the_window()
    {
        var rate = new RateMeter();
        rate.Take(-70, 5);
        rate.Take(-20, 2);

        Assert.False(rate.Fits(0, 2, 1));
        Assert.Equal(new RateStatus(2, 0, TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(40)), rate.StatusOf(0, 2, 1));
        Assert.True(rate.Fits(40, 2, 2));
    }

    [Fact]
    public void Absurd_amounts_fill_it_and_do_not_overflow()
    {
        var rate = new RateMeter();
        rate.Take(0, long.MaxValue);
        rate.Take(1, long.MaxValue);

        Assert.False(rate.Fits(2, long.MaxValue, 1));
        rate.Return(0, long.MaxValue);
        Assert.True(rate.Fits(2, long.MaxValue, long.MaxValue));
    }

    /// <summary>A meter, its clock, and a list of what was taken in which second.</summary>
    private sealed class Arrivals
    {
        private readonly RateMeter _rate = new();
        private readonly List<(long Second, int Amount)> _taken = [];
        private long _second;

        public void Wait(int seconds) => _second += seconds;

        public bool Fits(long limit, int amount) => _rate.Fits(_second, limit, amount);

        public bool Ask(long limit, int amount)
        {
            if (!Fits(limit, amount))
                return false;

            _rate.Take(_second, amount);
            _taken.Add((_second, amount));
            return true;
        }

        public void ReturnLast(int amount)
        {
            var (second, taken) = _taken[^1];
            _rate.Fits(_second, 1, 1);
            _rate.Return(second, amount);
            if (second > _second - 60)
                _taken[^1] = (second, taken - amount);
        }

        public long InWindow() => _taken.Where(taken => taken.Second > _second - 60).Sum(taken => taken.Amount);

        public RateStatus Status(long limit, int amount) => _rate.StatusOf(_second, limit, amount);
    }
}
