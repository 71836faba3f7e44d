namespace FerroGate.Server.Ai.Relay;

/// <summary>How long a stream may say nothing: a token that is cancelled when a read takes longer, and by whoever else may cancel it.</summary>
internal sealed class SilenceLimit : IDisposable
{
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenSource _either;
    private readonly TimeSpan _limit;

    public SilenceLimit(TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        _limit = limit;
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _patience.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>A read took too long.</summary>
    public bool HasRunOut => _patience.IsCancellationRequested;

    /// <summary>A read begins.</summary>
    public void Begin() => _patience.CancelAfter(_limit);

    /// <summary>A read has ended; what the client takes for its own time is no silence.</summary>
    public void End() => _patience.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _patience.Dispose();
    }
}
