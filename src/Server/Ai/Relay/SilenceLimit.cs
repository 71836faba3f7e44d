using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Relay;

/// <summary>
/// How long a stream may say nothing, or nothing that counts: a token that is cancelled when a read takes longer, and by whoever else may
/// cancel it.
/// </summary>
internal sealed class SilenceLimit : IDisposable
{
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenSource _either;
    private readonly Exchange _exchange;
    private readonly Upstream _upstream;
    private readonly TimeProvider _clock;
    private bool _isForToken;

    public SilenceLimit(Exchange exchange, Upstream upstream, TimeProvider clock, CancellationToken cancellation)
    {
        (_exchange, _upstream, _clock) = (exchange, upstream, clock);
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _patience.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>A read took too long.</summary>
    public bool HasRunOut => _patience.IsCancellationRequested;

    /// <summary>What that means.</summary>
    public StreamFailure Failure => _isForToken
        ? StreamFailure.SlowFirstToken(_exchange.Target!.Provider, _exchange.Target.Limits.FirstToken)
        : StreamFailure.Stalled(_exchange.Target!.Provider, _exchange.Target.Limits.Silence);

    /// <summary>A read begins.</summary>
    public void Begin()
    {
        var limits = _exchange.Target!.Limits;
        var left = _upstream.AwaitsContent && _exchange.FirstContentAt is null ? limits.FirstToken - _clock.GetElapsedTime(_upstream.AskedAt) : TimeSpan.MaxValue;
        _isForToken = left < limits.Silence;
        _patience.CancelAfter(!_isForToken ? limits.Silence : left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    /// <summary>A read has ended; what the client takes for its own time is no silence.</summary>
    public void End() => _patience.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _either.Dispose();
        _patience.Dispose();
    }
}
