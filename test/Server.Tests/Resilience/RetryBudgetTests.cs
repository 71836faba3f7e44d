using CsCheck;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Upstreams;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Whatever goes wrong at whatever targets, a request spends no more attempts and no more time than it has.</summary>
public sealed class RetryBudgetTests
{
    private const double Random = 0.75;

    private static readonly Refusal Nothing = new(502, ErrorType.Api, "x", "x");

    [Fact]
    public void A_target_is_asked_again_when_and_only_when_there_is_an_attempt_and_time_for_it() =>
        Gen.Select(Gen.Enum<FaultKind>(), Gen.Nullable(Gen.Int[0, 20_000]), Gen.Int[0, 9_000], Gen.Bool)
            .Array[1, 40]
            .Select(Gen.Int[0, 4], Gen.Int[1, 8], Gen.Int[1, 60])
            .Sample((faults, retries, most, seconds) =>
            {
                var clock = new FakeTimeProvider();
                var settings = new ReliabilitySettings { DispatchMaxRetries = retries, DispatchMaxAttempts = most, DispatchBudget = TimeSpan.FromSeconds(seconds) };
                var budget = new RetryBudget(settings, new Backoff(clock, () => Random), clock.GetTimestamp(), clock);
                var (attempts, here, now) = (0, 0, 0.0);
                foreach (var (kind, asked, takes, hasOther) in faults)
                {
                    // The attempt.
                    Assert.True(attempts == 0 || now <= seconds * 1000.0, "An attempt began late");
                    (attempts, here, now) = (attempts + 1, here + 1, now + takes);
                    clock.Advance(TimeSpan.FromMilliseconds(takes));
                    Assert.InRange(attempts, 1, most);
                    Assert.InRange(here, 1, retries + 1);

                    var wait = budget.WaitAfter(new Fault(kind, Nothing) { Wait = asked is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null }, here, attempts, () => hasOther);

                    var expected = asked ?? Random * Math.Min(5_000, 200 * Math.Pow(2, here - 1));
                    var mayWait = FaultTable.Of(kind).Next == NextStep.Repeat
                        && here <= retries && attempts < most
                        && now + expected <= seconds * 1000.0
                        && (expected <= 5_000 || !hasOther);
                    Assert.Equal(mayWait ? expected : null, wait?.TotalMilliseconds);
                    if (wait is { } time)
                    {
                        clock.Advance(time);
                        now += expected;
                    }
                    else if (budget.IsSpent(attempts))
                    {
                        Assert.True(attempts >= most || now > seconds * 1000.0);
                        return;
                    }
                    else
                    {
                        // The next target.
                        here = 0;
                    }
                }
            });
}
