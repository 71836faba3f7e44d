using FerroGate.Core.Pulses;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Pulses;

public sealed class PulseTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task It_beats_when_its_time_has_come()
    {
        var pulse = new Pulse(Second, _clock);
        var beat = pulse.WaitAsync(TestContext.Current.CancellationToken);

        _clock.Advance(Second - TimeSpan.FromTicks(1));
        Assert.False(beat.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));

        await beat;
    }

    [Fact]
    public async Task Whoever_asks_for_a_beat_gets_one_whether_somebody_waits_or_not_and_many_are_one()
    {
        var pulse = new Pulse(Second, _clock);
        pulse.Beat();
        pulse.Beat();
        await pulse.WaitAsync(TestContext.Current.CancellationToken);

        var next = pulse.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted);
        pulse.Beat();
        await next;

        var last = pulse.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(last.IsCompleted);
        _clock.Advance(Second);
        await last;
    }

    [Fact]
    public async Task Whoever_waits_no_more_is_let_go()
    {
        using var stop = new CancellationTokenSource();
        var beat = new Pulse(Second, _clock).WaitAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => beat);
    }
}
