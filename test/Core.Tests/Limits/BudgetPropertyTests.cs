using CsCheck;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>Whatever runs in whatever order: holds never exceed the budget, none is left behind, and what was used is kept.</summary>
public sealed class BudgetPropertyTests
{
    private const long Budget = 1_000;

    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("key"), MonthlyTokenBudget = Budget };

    private static readonly Gen<(int Step, int Which, int Tokens)[]> Steps =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 100], Gen.Int[0, 400]).Array[1, 120];

    [Fact]
    public void Any_interleaving_of_reserve_settle_and_dispose_agrees_with_plain_sums() => Steps.Sample(steps =>
    {
        var governor = new Governor(new FakeTimeProvider());
        var running = new List<Reservation>();
        var owed = new Dictionary<Reservation, long>();
        var committed = 0L;
        foreach (var (step, which, tokens) in steps)
        {
            var held = running.Sum(reservation => reservation.Hold.Total + owed.GetValueOrDefault(reservation));
            if (step <= 1)
            {
                var outcome = governor.TryReserve(Key, new TokenHold(tokens, 0, false));
                var expected = tokens == 0 ? null
                    : committed + tokens > Budget ? RefusalCodes.TokenBudgetExceeded
                    : committed + held + tokens > Budget ? RefusalCodes.BudgetHeld
                    : null;
                if (outcome.TryGet(out var reservation, out var refusal))
                    running.Add(reservation);
                Assert.Equal(expected, refusal?.Code);
                continue;
            }

            if (running.Count == 0)
                continue;
            var ended = running[which % running.Count];
            if (step == 4)
            {
                // An attempt has failed that is charged, and another one is to be sent.
                var more = owed.GetValueOrDefault(ended) + tokens;
                var fits = committed + held + tokens <= Budget;
                Assert.Equal(fits || tokens == 0, ended.TryExtendAsync(more, 0).AsTask().GetAwaiter().GetResult());
                owed[ended] = fits ? more : owed.GetValueOrDefault(ended);
                continue;
            }

            running.Remove(ended);
            if (step == 2)
            {
                // Providers sometimes use more than was asked for.
                ended.Settle(tokens, 0);
                committed += tokens;
            }

            ended.Dispose();
            ended.Dispose();
        }

        running.ForEach(reservation => reservation.Dispose());
        AssertLeft(governor, Budget - committed);
    });

    [Fact]
    public void Concurrent_requests_never_hold_more_than_the_budget_and_leave_nothing_behind() =>
        Gen.Int.Array[4, 4].Sample(RunConcurrently, iter: 40, threads: 1);

    private static void RunConcurrently(int[] seeds)
    {
        var governor = new Governor(new FakeTimeProvider());
        using var start = new Barrier(seeds.Length);
        var taken = 0L;
        var used = 0L;
        var peak = 0L;
        var threads = seeds.Select(seed => new Thread(() =>
        {
            var random = new Random(seed);
            start.SignalAndWait();
            for (var i = 0; i < 400; i++)
            {
                var wanted = random.Next(1, 400);
                var hold = random.Next(2) == 0 ? new TokenHold(wanted, 0, false) : new TokenHold(1, wanted, false) { LeastPerChoice = 1 };
                if (!governor.TryReserve(Key, hold).TryGet(out var reservation, out _))
                    continue;
                var tokens = (int)reservation.Hold.Total;

                // Counted up after it is held and down before it is let go: never above what the governor holds.
                var sum = Interlocked.Add(ref taken, tokens);
                for (var seen = Volatile.Read(ref peak); sum > seen; seen = Volatile.Read(ref peak))
                    Interlocked.CompareExchange(ref peak, sum, seen);

                var use = random.Next(100) == 0 ? random.Next(0, Math.Min(tokens, 10)) : 0;
                Interlocked.Add(ref taken, use - tokens);
                Interlocked.Add(ref used, use);
                if (use > 0)
                    reservation.Settle(use, 0);
                reservation.Dispose();
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.InRange(peak, 1, Budget);
        AssertLeft(governor, Budget - used);
    }

    // Nothing is held if all that is not committed can be reserved at once, and committed is exact if no token more can.
    private static void AssertLeft(Governor governor, long left)
    {
        Assert.False(governor.TryReserve(Key, new TokenHold(Math.Max(0, left) + 1, 0, false)).TryGet(out _, out var refusal));
        Assert.Equal(RefusalCodes.TokenBudgetExceeded, refusal.Code);
        if (left <= 0)
            return;
        Assert.True(governor.TryReserve(Key, new TokenHold(left, 0, false)).TryGet(out _, out refusal), refusal?.Message);

        // Nothing was given back twice either.
        Assert.False(governor.TryReserve(Key, new TokenHold(1, 0, false)).TryGet(out _, out refusal));
        Assert.Equal(RefusalCodes.BudgetHeld, refusal.Code);
    }
}
