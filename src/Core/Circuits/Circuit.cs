namespace FerroGate.Core.Circuits;

/// <summary>
/// Keeps requests away from a provider that keeps failing: so many failures in a row open it, and after the cooldown a
/// single probe decides whether it closes again.
/// </summary>
public sealed class Circuit(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private int _failures;
    private long? _openedAt;
    private bool _probing;

    /// <summary>May a request go now? In the half-open state only one may, until it reports back.</summary>
    public bool TryEnter(CircuitSettings? settings)
    {
        if (settings is null)
        {
            return true;
        }

        lock (_lock)
        {
            if (_openedAt is not { } openedAt)
            {
                return true;
            }

            if (_probing || clock.GetElapsedTime(openedAt) < settings.Cooldown)
            {
                return false;
            }

            return _probing = true;
        }
    }

    /// <summary>The provider answered, or the fault was the caller's.</summary>
    public void ReportSuccess()
    {
        lock (_lock)
        {
            _failures = 0;
            _openedAt = null;
            _probing = false;
        }
    }

    /// <summary>
    /// The provider has begun to answer: others may ask it again. Whether it can be relied on, the end of its answer tells, so failures before
    /// this still count.
    /// </summary>
    public void ReportAnswering()
    {
        lock (_lock)
        {
            _openedAt = null;
            _probing = false;
        }
    }

    /// <summary>The provider failed.</summary>
    public void ReportFailure(CircuitSettings? settings)
    {
        if (settings is null)
        {
            return;
        }

        lock (_lock)
        {
            _failures++;
            if (_probing || _failures >= settings.FailureThreshold)
            {
                _openedAt = clock.GetTimestamp();
                _probing = false;
            }
        }
    }

    /// <summary>The request ended without telling anything about the provider, such as when the client went away.</summary>
    public void ReportNothing()
    {
        lock (_lock)
        {
            _probing = false;
        }
    }
}
