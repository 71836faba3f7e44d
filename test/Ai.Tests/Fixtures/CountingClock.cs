using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Ai.Tests.Fixtures;

/// <summary>A clock of the test's own that knows which timers were asked of it, so that a test can wait for one.</summary>
internal sealed class CountingClock : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _made = Channel.CreateUnbounded<TimeSpan>();
    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    /// <summary>How long each timer was asked to wait, in their order.</summary>
    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    /// <summary>Completes when another timer has been made.</summary>
    public async Task NextTimerAsync(CancellationToken cancellation) => await _made.Reader.ReadAsync(cancellation);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Enqueue(dueTime);
        _made.Writer.TryWrite(dueTime);
        return timer;
    }
}
