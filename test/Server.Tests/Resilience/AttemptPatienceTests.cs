using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Upstreams;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>An attempt ends when what it waits for has not come, by that limit and by no other.</summary>
public sealed class AttemptPatienceTests
{
    private static readonly TimeLimits Limits = new()
    {
        FirstByte = TimeSpan.FromSeconds(10),
        PlainFirstByte = TimeSpan.FromSeconds(40),
        FirstToken = TimeSpan.FromSeconds(30),
        Silence = TimeSpan.FromSeconds(15),
    };

    private readonly FakeTimeProvider _clock = new();

    [Theory]
    [InlineData(true, 10, "silent")]
    [InlineData(false, 40, "silent")]
    public void The_first_byte_has_the_limit_of_its_kind_of_answer(bool isStream, int seconds, string fault)
    {
        using var patience = Begin(Limits);

        patience.ForFirstByte(isStream);

        RunsOutAfter(patience, seconds, fault);
    }

    [Fact]
    public void A_plain_answer_without_a_limit_of_its_own_is_waited_for()
    {
        using var patience = Begin(Limits with { PlainFirstByte = null });
        patience.ForFirstByte(isStream: false);

        _clock.Advance(TimeSpan.FromDays(1));

        Assert.False(patience.Token.IsCancellationRequested);
    }

    [Fact]
    public void A_first_token_that_is_wanted_sooner_than_the_first_byte_ends_the_wait_for_both()
    {
        using var patience = Begin(Limits with { FirstToken = TimeSpan.FromSeconds(5) });

        patience.ForFirstByte(isStream: true);

        RunsOutAfter(patience, 5, "slow_first_token");
    }

    [Fact]
    public void A_stream_that_begins_and_goes_silent_has_stalled()
    {
        using var patience = Begin(Limits);
        patience.ForFirstByte(isStream: true);
        _clock.Advance(TimeSpan.FromSeconds(9));

        patience.ForFirstToken();

        RunsOutAfter(patience, 15, "stalled");
    }

    [Fact]
    public void A_stream_that_goes_on_without_content_comes_to_the_limit_of_the_first_token()
    {
        using var patience = Begin(Limits);
        patience.ForFirstByte(isStream: true);
        for (var i = 0; i < 4; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(6));
            patience.ForFirstToken();
        }

        RunsOutAfter(patience, 6, "slow_first_token");
    }

    [Fact]
    public void What_came_after_the_limit_of_the_first_token_is_too_late()
    {
        using var patience = Begin(Limits with { FirstByte = TimeSpan.FromSeconds(30) });
        _clock.Advance(TimeSpan.FromSeconds(31));

        patience.ForFirstToken();

        Assert.True(patience.Token.IsCancellationRequested);
        Assert.Equal(FaultKind.SlowFirstToken, patience.Late.Kind);
    }

    [Fact]
    public void Each_part_of_a_plain_answer_is_waited_for_anew()
    {
        using var patience = Begin(Limits);
        for (var i = 0; i < 10; i++)
        {
            patience.ForMore();
            _clock.Advance(TimeSpan.FromSeconds(14));
        }

        patience.ForMore();

        RunsOutAfter(patience, 15, "stalled");
    }

    [Fact]
    public void Whoever_else_may_cancel_it_does()
    {
        using var other = new CancellationTokenSource();
        using var patience = new AttemptPatience(TargetOf(Limits), _clock, other.Token);

        other.Cancel();

        Assert.True(patience.Token.IsCancellationRequested);
    }

    private AttemptPatience Begin(TimeLimits limits) => new(TargetOf(limits), _clock, CancellationToken.None);

    private void RunsOutAfter(AttemptPatience patience, int seconds, string fault)
    {
        _clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(patience.Token.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(patience.Token.IsCancellationRequested);
        Assert.Equal(fault, FaultNames.Of(patience.Late.Kind));
    }

    private static Target TargetOf(TimeLimits limits) => new(
        new Provider
        {
            Name = "up",
            Kind = "openai",
            BaseUrl = new Uri("http://127.0.0.1/v1"),
            Enabled = true,
            Credentials = ProviderCredential.None,
            InjectStreamUsage = true,
            Echo = new EchoSettings(TimeSpan.Zero, null),
        },
        "m",
        null)
    {
        Limits = limits,
    };
}
