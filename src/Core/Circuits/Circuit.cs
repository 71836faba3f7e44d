namespace FerroGate.Core.Circuits;

/// <summary>
/// Keeps requests away from a target that keeps failing: so many failures in a row, or so large a part of the last requests, open it, and
/// after the cooldown a single probe decides whether it closes again.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="changed">Is told of every change, one after the other; it must not wait for anything.</param>
public sealed class Circuit(TimeProvider clock, Action<CircuitChange>? changed = null)
{
    private readonly Lock _lock = new();
    private readonly OutcomeWindow _outcomes = new(clock);
    private CircuitState _state;
    private DateTimeOffset _since = clock.GetUtcNow();
    private long _openedAt;
    private int _openings;
    private int _failures;

    /// <summary>How it stands now.</summary>
    public CircuitStanding Standing
    {
        get
        {
            lock (_lock)
                return new CircuitStanding(_state, _since, _failures);
        }
    }

    /// <summary>Lets a request go, or <c>null</c>. In the half-open state only one may, until it reports back.</summary>
    public CircuitPass? TryEnter(CircuitSettings? settings)
    {
        lock (_lock)
        {
            if (!Lets(settings))
                return null;

            if (settings is null || _state == CircuitState.Closed)
                return new CircuitPass(this, settings, _openings, isProbe: false);

            Become(CircuitState.HalfOpen, CircuitCause.CooldownOver, _failures);
            return new CircuitPass(this, settings, _openings, isProbe: true);
        }
    }

    /// <summary>A request could go now.</summary>
    public bool WouldLet(CircuitSettings? settings)
    {
        lock (_lock)
            return Lets(settings);
    }

    /// <summary>How long it stays open at least.</summary>
    public TimeSpan RestOf(CircuitSettings settings)
    {
        lock (_lock)
        {
            var rest = _state == CircuitState.Open ? settings.Cooldown - clock.GetElapsedTime(_openedAt) : TimeSpan.Zero;
            return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
        }
    }

    internal void Succeeded(CircuitPass pass)
    {
        lock (_lock)
        {
            if (IsLate(pass))
                return;

            var failures = _failures;
            _failures = 0;
            if (pass.IsProbe)
                _outcomes.Clear();

            Count(pass, failed: false);
            Close(failures);
        }
    }

    internal void Answers(CircuitPass pass)
    {
        lock (_lock)
        {
            if (!IsLate(pass))
                Close(_failures);
        }
    }

    internal void Failed(CircuitPass pass)
    {
        lock (_lock)
        {
            if (pass.Settings is not { } settings || IsLate(pass))
                return;

            _failures++;
            Count(pass, failed: true);
            if (_state == CircuitState.HalfOpen)
                Open(CircuitCause.ProbeFailed, _failures);
            else if (_failures >= settings.FailureThreshold)
                Open(CircuitCause.FailuresInRow, _failures);
            else if (settings.Rate is { } rate && _outcomes.CountOf(rate.Window) is var (failures, requests) && rate.IsReached(failures, requests))
                Open(CircuitCause.FailureRate, failures, requests);
        }
    }

    internal void ToldNothing(CircuitPass pass)
    {
        lock (_lock)
        {
            if (pass.IsProbe && !IsLate(pass) && _state == CircuitState.HalfOpen)
                Become(CircuitState.Open, CircuitCause.ProbeToldNothing, _failures);
        }
    }

    private bool Lets(CircuitSettings? settings) => settings is null || _state switch
    {
        CircuitState.Closed => true,
        CircuitState.Open => clock.GetElapsedTime(_openedAt) >= settings.Cooldown,
        _ => false,
    };

    private bool IsLate(CircuitPass pass) => pass.Openings != _openings;

    private void Count(CircuitPass pass, bool failed)
    {
        if (pass.Settings?.Rate is { } rate)
            _outcomes.Add(failed, rate.Window);
    }

    private void Open(CircuitCause cause, int failures, int requests = 0)
    {
        _openings++;
        _openedAt = clock.GetTimestamp();
        Become(CircuitState.Open, cause, failures, requests);
    }

    private void Close(int failures)
    {
        if (_state != CircuitState.Closed)
            Become(CircuitState.Closed, CircuitCause.ProbeAnswered, failures);
    }

    private void Become(CircuitState state, CircuitCause cause, int failures, int requests = 0)
    {
        (_state, _since) = (state, clock.GetUtcNow());
        changed?.Invoke(new CircuitChange(state, cause, failures, requests));
    }
}
