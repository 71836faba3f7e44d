using FerroGate.Core.Routing;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Routing;

/// <summary>What is known of a target from the exchanges with it.</summary>
public sealed class TargetStateTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TargetState _state;

    public TargetStateTests() => _state = new TargetState(_clock);

    [Fact]
    public void It_counts_who_is_with_it_and_each_leaves_once()
    {
        var (one, other) = (_state.Begin(), _state.Begin());
        Assert.Equal(2, _state.InFlight);

        one.Dispose();
        one.Dispose();
        Assert.Equal(1, _state.InFlight);

        other.Dispose();
        Assert.Equal(0, _state.InFlight);
    }

    [Fact]
    public void The_newest_times_count_most()
    {
        Take(1);
        Assert.Equal(TimeSpan.FromSeconds(1), Latency);

        Take(2);
        Assert.Equal(TimeSpan.FromSeconds(1.3), Latency);

        for (var i = 0; i < 20; i++)
            Take(5);
        Assert.InRange(Latency!.Value.TotalSeconds, 4.9, 5);
    }

    [Fact]
    public void Streams_and_whole_answers_are_measured_apart()
    {
        Take(1, streamed: false);

        Assert.Null(Latency);
        Assert.Equal(TimeSpan.FromSeconds(1), _state.LatencyOf(streamed: false).Value);
    }

    [Fact]
    public void What_was_measured_long_ago_is_unknown_and_counts_no_more()
    {
        Take(30);
        _clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null(Latency);

        Take(1);
        Assert.Equal(TimeSpan.FromSeconds(1), Latency);
    }

    [Fact]
    public void Content_of_another_target_says_nothing_of_this_one()
    {
        var before = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(1));
        using var use = _state.Begin();

        use.ContentCame(before, streamed: true);

        Assert.Null(Latency);
    }

    [Fact]
    public void One_tries_it_at_a_time_and_who_found_nothing_out_is_followed_after_a_while()
    {
        Assert.True(_state.MayBeTried);
        using (_state.Begin())
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.False(_state.MayBeTried);
        }

        Assert.True(_state.MayBeTried);
        _state.Begin().Dispose();
        Assert.False(_state.MayBeTried);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(_state.MayBeTried);
    }

    private TimeSpan? Latency => _state.LatencyOf(streamed: true).Value;

    private void Take(int seconds, bool streamed = true)
    {
        using var use = _state.Begin();
        _clock.Advance(TimeSpan.FromSeconds(seconds));
        use.ContentCame(_clock.GetTimestamp(), streamed);
    }
}
