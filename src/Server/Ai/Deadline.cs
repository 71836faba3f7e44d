namespace FerroGate.Server.Ai;

/// <summary>When an exchange must be over: so long after it began as the target may take that it is with.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly long _began;
    private readonly CancellationTokenSource _late;

    /// <param name="limit">How long it may take while it is with no target yet.</param>
    /// <param name="clock">The clock.</param>
    public Deadline(TimeSpan limit, TimeProvider clock)
    {
        (_clock, _began, Limit) = (clock, clock.GetTimestamp(), limit);
        _late = new CancellationTokenSource(limit, clock);
    }

    /// <summary>How long the exchange may take.</summary>
    public TimeSpan Limit { get; private set; }

    /// <summary>Cancelled when it is over.</summary>
    public CancellationToken Token => _late.Token;

    public bool HasPassed => _late.IsCancellationRequested;

    /// <summary>Nothing would be left of this limit.</summary>
    public bool IsBehind(TimeSpan limit) => _clock.GetElapsedTime(_began) >= limit;

    /// <summary>The exchange turns to a target that may take so long.</summary>
    public void Become(TimeSpan limit)
    {
        if (limit == Limit)
        {
            return;
        }

        var left = limit - _clock.GetElapsedTime(_began);
        Limit = limit;
        _late.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    public void Dispose() => _late.Dispose();
}
