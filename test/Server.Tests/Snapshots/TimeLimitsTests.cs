using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Snapshots;
using Xunit;

namespace FerroGate.Server.Tests.Snapshots;

/// <summary>Of the time limits that are set, the most specific one holds, each on its own.</summary>
public sealed class TimeLimitsTests
{
    [Fact]
    public void Without_a_word_models_have_time_to_think() => Assert.Equal(
        new TimeLimits
        {
            Connect = TimeSpan.FromSeconds(10),
            FirstByte = TimeSpan.FromMinutes(5),
            PlainFirstByte = null,
            FirstToken = TimeSpan.FromMinutes(10),
            Silence = TimeSpan.FromMinutes(5),
            Total = TimeSpan.FromHours(1),
        },
        TimeLimitsCompiler.Of(new ReliabilityConfig()));

    [Theory]
    [InlineData(null, null, null, 10, 300)]
    [InlineData(7, null, null, 7, 7)]
    [InlineData(7, 2, null, 2, 7)]
    [InlineData(7, null, 60, 7, 60)]
    [InlineData(null, 2, 60, 2, 60)]
    public void The_dispatch_timeout_bounds_connection_and_first_byte_where_they_have_none_of_their_own(
        int? dispatch, int? connect, int? firstByte, int wantedConnect, int wantedFirstByte)
    {
        var limits = TimeLimitsCompiler.Of(new ReliabilityConfig { DispatchTimeout = Said(dispatch), ConnectTimeout = Said(connect), FirstByteTimeout = Said(firstByte) });

        Assert.Equal((wantedConnect, wantedFirstByte), (limits.Connect.TotalSeconds, limits.FirstByte.TotalSeconds));
    }

    [Theory]
    [InlineData(1, 2, 3, 1)]
    [InlineData(null, 2, 3, 2)]
    [InlineData(null, null, 3, 3)]
    [InlineData(null, null, null, 4)]
    [InlineData(9, null, 3, 9)]
    public void The_target_goes_before_the_model_the_provider_and_the_global_options(int? target, int? model, int? provider, int wanted)
    {
        var global = All(new TimeLimits(), TimeSpan.FromSeconds(4));
        foreach (var limit in Each)
        {
            var limits = TimeLimitsCompiler.Of(global, target is null ? null : limit(Said(target)!), limit(Said(model)), limit(Said(provider)));

            Assert.Equal(wanted == 4 ? 6 : 5, Values(limits).Count(value => value == TimeSpan.FromSeconds(4)));
            Assert.Equal(wanted == 4 ? 6 : 1, Values(limits).Count(value => value == TimeSpan.FromSeconds(wanted)));
        }
    }

    private static readonly Func<Setting<TimeSpan>?, TimeoutsConfig>[] Each =
    [
        time => new TimeoutsConfig { Connect = time },
        time => new TimeoutsConfig { FirstByte = time },
        time => new TimeoutsConfig { PlainFirstByte = time },
        time => new TimeoutsConfig { FirstToken = time },
        time => new TimeoutsConfig { Silence = time },
        time => new TimeoutsConfig { Total = time },
    ];

    private static TimeLimits All(TimeLimits limits, TimeSpan time) =>
        limits with { Connect = time, FirstByte = time, PlainFirstByte = time, FirstToken = time, Silence = time, Total = time };

    private static IEnumerable<TimeSpan?> Values(TimeLimits limits) =>
        [limits.Connect, limits.FirstByte, limits.PlainFirstByte, limits.FirstToken, limits.Silence, limits.Total];

    private static Setting<TimeSpan>? Said(int? seconds) => seconds is { } value ? new Setting<TimeSpan>(TimeSpan.FromSeconds(value), default) : null;
}
