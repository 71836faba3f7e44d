using FerroGate.Core.Circuits;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Circuits;

/// <summary>When requests are kept away from a failing target, and how it gets another chance.</summary>
public sealed class CircuitTests
{
    private static readonly CircuitSettings Settings = new(FailureThreshold: 3, Cooldown: TimeSpan.FromSeconds(10));

    private static readonly CircuitSettings ByRate = new(FailureThreshold: null, Cooldown: TimeSpan.FromSeconds(10))
    {
        Rate = new FailureRate(Percent: 50, Window: TimeSpan.FromSeconds(60), MinimumRequests: 4),
    };

    private readonly FakeTimeProvider _clock = new();
    private readonly List<CircuitChange> _changes = [];
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new Circuit(_clock, _changes.Add);

    [Fact]
    public void As_many_failures_in_a_row_as_the_threshold_says_open_it()
    {
        Fail(2);
        Assert.True(_circuit.WouldLet(Settings));
        Fail(1);
        Assert.Null(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_success_between_them_begins_the_row_anew()
    {
        Fail(2);
        Enter().ReportSuccess();
        Fail(2);

        Assert.True(_circuit.WouldLet(Settings));
    }

    [Fact]
    public void After_the_cooldown_one_probe_goes_and_all_others_wait_for_it()
    {
        Fail(3);
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Null(_circuit.TryEnter(Settings));
        Assert.Equal(TimeSpan.FromTicks(1), _circuit.RestOf(Settings));
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.True(Enter().IsProbe);
        Assert.Null(_circuit.TryEnter(Settings));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_probe_that_succeeds_closes_it_for_everyone()
    {
        Probe().ReportSuccess();

        Enter();
        Enter();
        Fail(2);
        Assert.True(_circuit.WouldLet(Settings));
    }

    [Fact]
    public void A_probe_that_fails_opens_it_for_another_cooldown()
    {
        Probe().ReportFailure();

        Assert.Null(_circuit.TryEnter(Settings));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Enter();
        Assert.Null(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_probe_that_tells_nothing_lets_the_next_one_go_at_once()
    {
        Probe().ReportNothing();

        Assert.True(Enter().IsProbe);
        Assert.Null(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void A_probe_that_begins_to_answer_lets_others_go_and_opens_it_again_when_it_breaks_off()
    {
        var probe = Probe();
        probe.ReportAnswering();
        Assert.False(Enter().IsProbe);

        probe.ReportFailure();

        Assert.Null(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void What_began_before_it_opened_neither_closes_it_nor_keeps_it_open_for_longer()
    {
        var (late, later) = (Enter(), Enter());
        Fail(3);
        _clock.Advance(TimeSpan.FromSeconds(9));

        late.ReportFailure();
        later.ReportSuccess();

        Assert.Null(_circuit.TryEnter(Settings));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Enter().IsProbe);
    }

    [Fact]
    public void What_began_before_it_opened_decides_nothing_for_the_probe()
    {
        var (failing, well, gone) = (Enter(), Enter(), Enter());
        Probe();

        failing.ReportFailure();
        well.ReportSuccess();
        gone.ReportNothing();

        Assert.Equal(CircuitState.HalfOpen, _circuit.Standing.State);
        Assert.Null(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void Without_settings_it_never_opens()
    {
        for (var i = 0; i < 100; i++)
            _circuit.TryEnter(null)!.Value.ReportFailure();

        Assert.NotNull(_circuit.TryEnter(null));
        Assert.NotNull(_circuit.TryEnter(Settings));
    }

    [Fact]
    public void Without_settings_an_open_one_lets_everything_through_and_closes_when_that_succeeds()
    {
        Fail(3);

        _circuit.TryEnter(null)!.Value.ReportSuccess();

        Assert.False(Enter().IsProbe);
    }

    [Fact]
    public void Without_a_threshold_no_number_of_failures_in_a_row_opens_it_before_there_are_enough_for_a_rate()
    {
        for (var i = 0; i < 3; i++)
            Enter(ByRate).ReportFailure();

        Assert.True(_circuit.WouldLet(ByRate));
        Enter(ByRate).ReportFailure();
        Assert.False(_circuit.WouldLet(ByRate));
    }

    [Fact]
    public void As_large_a_part_of_failures_as_the_rate_says_opens_it()
    {
        for (var i = 0; i < 4; i++)
            Enter(ByRate).ReportSuccess();
        for (var i = 0; i < 3; i++)
            Enter(ByRate).ReportFailure();
        Assert.True(_circuit.WouldLet(ByRate));

        Enter(ByRate).ReportFailure();

        Assert.Equal(new CircuitChange(CircuitState.Open, CircuitCause.FailureRate, 4, 8), Assert.Single(_changes));
    }

    [Fact]
    public void What_is_older_than_the_window_does_not_count()
    {
        for (var i = 0; i < 3; i++)
            Enter(ByRate).ReportFailure();
        _clock.Advance(TimeSpan.FromSeconds(60));

        Enter(ByRate).ReportFailure();

        Assert.True(_circuit.WouldLet(ByRate));
    }

    [Fact]
    public void A_probe_that_succeeds_forgets_the_failures_that_opened_it()
    {
        for (var i = 0; i < 4; i++)
            Enter(ByRate).ReportFailure();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Enter(ByRate).ReportSuccess();

        Enter(ByRate).ReportFailure();

        Assert.True(_circuit.WouldLet(ByRate));
    }

    [Fact]
    public void Every_change_is_told_once_with_its_reason()
    {
        Fail(3);
        _circuit.TryEnter(Settings);
        _circuit.TryEnter(Settings);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Enter().ReportFailure();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Enter().ReportNothing();
        var probe = Enter();
        probe.ReportAnswering();
        probe.ReportSuccess();

        Assert.Equal(
            [
                new(CircuitState.Open, CircuitCause.FailuresInRow, 3, 0),
                new(CircuitState.HalfOpen, CircuitCause.CooldownOver, 3, 0),
                new(CircuitState.Open, CircuitCause.ProbeFailed, 4, 0),
                new(CircuitState.HalfOpen, CircuitCause.CooldownOver, 4, 0),
                new(CircuitState.Open, CircuitCause.ProbeToldNothing, 4, 0),
                new(CircuitState.HalfOpen, CircuitCause.CooldownOver, 4, 0),
                new(CircuitState.Closed, CircuitCause.ProbeAnswered, 4, 0),
            ],
            _changes);
    }

    [Fact]
    public void It_tells_since_when_it_stands_as_it_does()
    {
        _clock.Advance(TimeSpan.FromMinutes(1));
        Fail(3);
        var opened = _clock.GetUtcNow();
        _clock.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(new CircuitStanding(CircuitState.Open, opened, 3), _circuit.Standing);
    }

    private CircuitPass Enter(CircuitSettings? settings = null) => Assert.NotNull(_circuit.TryEnter(settings ?? Settings));

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
            Enter().ReportFailure();
    }

    private CircuitPass Probe()
    {
        Fail(3);
        _clock.Advance(Settings.Cooldown);
        return Enter();
    }
}
