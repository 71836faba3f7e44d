using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>
/// What an attempt waits for, and for how long: a token that is cancelled when it does not come, and by whoever else may cancel it. The
/// connection is no part of it; that limit is the connection's own.
/// </summary>
internal sealed class AttemptPatience : IDisposable
{
    private readonly TimeLimits _limits;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenSource _either;

    public AttemptPatience(TimeLimits limits, TimeProvider clock, CancellationToken cancellation)
    {
        (_limits, _clock) = (limits, clock);
        Began = clock.GetTimestamp();
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _patience.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The clock's timestamp of the beginning.</summary>
    public long Began { get; }

    /// <summary>What it is called when that does not come.</summary>
    public FaultKind Fault { get; private set; } = FaultKind.Silent;

    /// <summary>The limit that holds, as it is configured; <c>null</c> where none does.</summary>
    public TimeSpan? Limit { get; private set; }

    /// <summary>The answer is to begin.</summary>
    public void ForFirstByte(bool isStream)
    {
        if (!isStream)
        {
            WaitFor(FaultKind.Silent, _limits.PlainFirstByte, _limits.PlainFirstByte);
        }
        else if (_limits.FirstToken < _limits.FirstByte)
        {
            WaitFor(FaultKind.SlowFirstToken, _limits.FirstToken, _limits.FirstToken);
        }
        else
        {
            WaitFor(FaultKind.Silent, _limits.FirstByte, _limits.FirstByte);
        }
    }

    /// <summary>A stream that has begun is to go on, and to come to its first content.</summary>
    public void ForFirstToken()
    {
        var left = _limits.FirstToken - _clock.GetElapsedTime(Began);
        if (left < _limits.Silence)
        {
            WaitFor(FaultKind.SlowFirstToken, _limits.FirstToken, left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        else
        {
            ForMore();
        }
    }

    /// <summary>An answer that has begun is to go on.</summary>
    public void ForMore() => WaitFor(FaultKind.Stalled, _limits.Silence, _limits.Silence);

    public void Dispose()
    {
        _either.Dispose();
        _patience.Dispose();
    }

    private void WaitFor(FaultKind fault, TimeSpan? limit, TimeSpan? left)
    {
        (Fault, Limit) = (fault, limit);
        _patience.CancelAfter(left ?? Timeout.InfiniteTimeSpan);
    }
}
