using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;
using FerroGate.Server.Telemetry.Logs;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>Sampling writes the first lines of each interval, and then one of so many.</summary>
public sealed class LogSamplerTests
{
    [Theory]
    [InlineData(3, 5, 14, "1 2 3 8 13")]
    [InlineData(1, 1, 4, "1 2 3 4")]
    [InlineData(2, 100, 101, "1 2")]
    [InlineData(2, 100, 102, "1 2 102")]
    public void Takes_the_first_and_one_of_so_many(int first, int thereafter, int lines, string taken)
    {
        var sampler = Sampler(first, thereafter, new FakeTimeProvider());

        Assert.Equal(taken, string.Join(' ', Enumerable.Range(1, lines).Where(_ => sampler.Takes())));
    }

    [Fact]
    public void Begins_again_with_each_interval()
    {
        var clock = new FakeTimeProvider();
        var sampler = Sampler(1, 100, clock);
        Assert.Equal((true, false), (sampler.Takes(), sampler.Takes()));

        clock.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(sampler.Takes());
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal((true, false), (sampler.Takes(), sampler.Takes()));
    }

    private static LogSampler Sampler(int first, int thereafter, TimeProvider clock) => new(
        new LogSamplingConfig { First = new Setting<int>(first, default), Thereafter = new Setting<int>(thereafter, default) }, clock);
}
