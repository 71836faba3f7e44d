namespace FerroGate.Core.Circuits;

/// <summary>
/// How the requests of the last while have come out. Time is counted in tenths of it, so that memory does not grow with the number of requests.
/// Nothing here is safe for several threads.
/// </summary>
internal sealed class OutcomeWindow(TimeProvider clock)
{
    private const int Parts = 10;

    private readonly long _began = clock.GetTimestamp();
    private readonly Part[] _parts = new Part[Parts];
    private TimeSpan _window;

    /// <summary>Counts one that ended now.</summary>
    public void Add(bool failed, TimeSpan window)
    {
        var number = NumberOf(window);
        ref var part = ref _parts[number % Parts];
        if (part.Number != number)
        {
            part = new Part { Number = number };
        }

        part.Requests++;
        part.Failures += failed ? 1 : 0;
    }

    /// <summary>What was counted within the window.</summary>
    public (int Failures, int Requests) CountOf(TimeSpan window)
    {
        var number = NumberOf(window);
        var (failures, requests) = (0, 0);
        foreach (var part in _parts)
        {
            if (part.Number > number - Parts)
            {
                failures += part.Failures;
                requests += part.Requests;
            }
        }

        return (failures, requests);
    }

    public void Clear() => Array.Clear(_parts);

    // Parts of another length cannot be counted together with these.
    private long NumberOf(TimeSpan window)
    {
        if (window != _window)
        {
            Clear();
            _window = window;
        }

        // From 1 on, so that what is empty is never of now.
        return Parts + (clock.GetElapsedTime(_began).Ticks * Parts / window.Ticks);
    }

    private struct Part
    {
        public long Number;
        public int Requests;
        public int Failures;
    }
}
