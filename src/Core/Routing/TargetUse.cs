namespace FerroGate.Core.Routing;

/// <summary>One exchange with a target, from the moment that it turns to it.</summary>
public sealed class TargetUse : IDisposable
{
    private readonly TargetState _state;
    private readonly long _began;
    private readonly TimeProvider _clock;
    private bool _isOver;

    internal TargetUse(TargetState state, long began, TimeProvider clock) => (_state, _began, _clock) = (state, began, clock);

    /// <summary>The first content was there.</summary>
    /// <param name="timestamp">When; what is older than the use is of another target.</param>
    /// <param name="streamed">It was a stream's, and not a whole answer.</param>
    public void ContentCame(long timestamp, bool streamed)
    {
        if (timestamp >= _began)
            _state.LatencyOf(streamed).Report(_clock.GetElapsedTime(_began, timestamp));
    }

    public void Dispose()
    {
        if (!_isOver)
            _state.Leave();

        _isOver = true;
    }
}
