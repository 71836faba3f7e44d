using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>
/// What an attempt waits for, and for how long: a token that is cancelled when it does not come, and by whoever else may cancel it. The
/// connection is no part of it; that limit is the connection's own.
/// </summary>
internal sealed class AttemptPatience : IDisposable
{
    private readonly Target _target;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _patience;
    private readonly CancellationTokenSource _either;
    private FaultKind _awaited = FaultKind.Silent;
    private TimeSpan _limit = Timeout.InfiniteTimeSpan;

    public AttemptPatience(Target target, TimeProvider clock, CancellationToken cancellation)
    {
        (_target, _clock) = (target, clock);
        Began = clock.GetTimestamp();
        _patience = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _patience.Token);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>The clock's timestamp of the beginning.</summary>
    public long Began { get; }

    /// <summary>What it is that the awaited has not come in time.</summary>
    public Fault Late => new(_awaited, _awaited switch
    {
        FaultKind.SlowFirstToken => ProviderFailures.SlowFirstToken(_target.Provider, _limit),
        FaultKind.Stalled => ProviderFailures.Stalled(_target.Provider, _limit),
        _ => ProviderFailures.Silent(_target.Provider, _limit),
    });

    /// <summary>What it is that there was not even a connection in time.</summary>
    public Fault LateConnection => new(
        FaultKind.SlowConnect,
        ProviderFailures.SlowConnect(_target.Provider, _patience.IsCancellationRequested ? _limit : _target.Limits.Connect));

    /// <summary>The answer is to begin.</summary>
    public void ForFirstByte(bool isStream)
    {
        var limits = _target.Limits;
        if (!isStream)
        {
            WaitFor(FaultKind.Silent, limits.PlainFirstByte ?? Timeout.InfiniteTimeSpan);
        }
        else if (limits.FirstToken < limits.FirstByte)
        {
            WaitFor(FaultKind.SlowFirstToken, limits.FirstToken);
        }
        else
        {
            WaitFor(FaultKind.Silent, limits.FirstByte);
        }
    }

    /// <summary>A stream that has begun is to go on, and to come to its first content.</summary>
    public void ForFirstToken()
    {
        var left = _target.Limits.FirstToken - _clock.GetElapsedTime(Began);
        if (left < _target.Limits.Silence)
        {
            (_awaited, _limit) = (FaultKind.SlowFirstToken, _target.Limits.FirstToken);
            _patience.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
        else
        {
            ForMore();
        }
    }

    /// <summary>An answer that has begun is to go on.</summary>
    public void ForMore() => WaitFor(FaultKind.Stalled, _target.Limits.Silence);

    public void Dispose()
    {
        _either.Dispose();
        _patience.Dispose();
    }

    private void WaitFor(FaultKind awaited, TimeSpan limit)
    {
        (_awaited, _limit) = (awaited, limit);
        _patience.CancelAfter(limit);
    }
}
