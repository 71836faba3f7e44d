using CsCheck;
using FerroGate.Core.Circuits;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Circuits;

/// <summary>When requests are kept away from a failing provider, and how it gets another chance.</summary>
public sealed class CircuitTests
{
    private static readonly CircuitSettings Settings = new(FailureThreshold: 3, Cooldown: TimeSpan.FromSeconds(10));

    private readonly FakeTimeProvider _clock = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new Circuit(_clock);

    private enum Report
    {
        Success,
        Failure,
        Nothing,
        Answering,
    }

    [Fact]
    public void Requests_one_after_another_see_the_documented_states() =>
        Gen.Select(Gen.Int[0, 3].Select(i => (Report)i), Gen.Int[0, 15])
            .Array[1, 100]
            .Select(Gen.Int[1, 5])
            .Sample((steps, threshold) =>
            {
                var clock = new FakeTimeProvider();
                var circuit = new Circuit(clock);
                var settings = Settings with { FailureThreshold = threshold };
                var failuresInRow = 0;
                var now = 0;
                int? opened = null;
                foreach (var (report, pause) in steps)
                {
                    now += pause;
                    clock.Advance(TimeSpan.FromSeconds(pause));
                    var mayGo = opened is null || now - opened >= 10;
                    Assert.Equal(mayGo, circuit.TryEnter(settings));
                    if (!mayGo)
                        continue;
                    switch (report)
                    {
                        case Report.Answering:
                            circuit.ReportAnswering();
                            opened = null;
                            break;
                        case Report.Success:
                            circuit.ReportSuccess();
                            (failuresInRow, opened) = (0, null);
                            break;
                        case Report.Failure:
                            circuit.ReportFailure(settings);
                            opened = ++failuresInRow >= threshold ? now : null;
                            break;
                        default:
                            circuit.ReportNothing();
                            break;
                    }
                }
            });

    [Fact]
    public void As_many_failures_in_a_row_as_the_threshold_says_open_it()
    {
        Fail(2);
        Assert.True(_circuit.TryEnter(Settings));
        Fail(1);
        Assert.False(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_success_between_them_begins_the_row_anew()
    {
        Fail(2);
        _circuit.ReportSuccess();
        Fail(2);

        Assert.True(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void After_the_cooldown_one_probe_goes_and_all_others_wait_for_it()
    {
        Fail(3);
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.False(_circuit.TryEnter(Settings));
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(_circuit.TryEnter(Settings));
        Assert.False(_circuit.TryEnter(Settings));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.False(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_probe_that_succeeds_closes_it_for_everyone()
    {
        Probe();

        _circuit.ReportSuccess();

        Assert.True(_circuit.TryEnter(Settings));
        Assert.True(_circuit.TryEnter(Settings));
        Fail(2);
        Assert.True(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_probe_that_fails_opens_it_for_another_cooldown()
    {
        Probe();

        _circuit.ReportFailure(Settings);

        Assert.False(_circuit.TryEnter(Settings));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_circuit.TryEnter(Settings));
        Assert.False(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_probe_that_tells_nothing_lets_the_next_one_go_at_once()
    {
        Probe();

        _circuit.ReportNothing();

        Assert.True(_circuit.TryEnter(Settings));
        Assert.False(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void Without_settings_it_never_opens()
    {
        for (var i = 0; i < 100; i++)
            _circuit.ReportFailure(null);

        Assert.True(_circuit.TryEnter(null));
        Assert.True(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void Without_settings_an_open_one_lets_everything_through()
    {
        Fail(3);

        Assert.True(_circuit.TryEnter(null));
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            _circuit.ReportFailure(Settings);
    }

    private void Probe()
    {
        Fail(3);
        _clock.Advance(Settings.Cooldown);
        Assert.True(_circuit.TryEnter(Settings));
    }
}
