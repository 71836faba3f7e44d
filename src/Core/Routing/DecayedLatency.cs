namespace FerroGate.Core.Routing;

/// <summary>
/// How long something takes lately: an average in which each new time counts for more than those before it. What nobody has
/// measured for a while is unknown again, so that who was slow once is not slow for ever.
/// </summary>
public sealed class DecayedLatency(TimeProvider clock)
{
    private const double NewestCounts = 0.3;

    private static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private double _milliseconds;
    private long? _reportedAt;

    /// <summary>The average; <c>null</c> where nothing is known.</summary>
    public TimeSpan? Value
    {
        get
        {
            lock (_lock)
                return IsKnown ? TimeSpan.FromMilliseconds(_milliseconds) : null;
        }
    }

    public void Report(TimeSpan time)
    {
        lock (_lock)
        {
            _milliseconds = IsKnown ? _milliseconds + NewestCounts * (time.TotalMilliseconds - _milliseconds) : time.TotalMilliseconds;
            _reportedAt = clock.GetTimestamp();
        }
    }

    /// <remarks>Acquire _lock before accessing.</remarks>
    private bool IsKnown => _reportedAt is { } at && clock.GetElapsedTime(at) < Forgotten;
}
