using System.Globalization;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>Reloads under load that clients see, and of which no client sees more than that.</summary>
[Trait("Category", "Process")]
public sealed class ReloadUnderLoadTests
{
    private static readonly TimeSpan SeenWithin = TimeSpan.FromSeconds(1);

    [Fact]
    public Task Every_reload_is_seen_and_no_request_fails_and_no_stream_misses_an_event() => RunAsync(reloads: 6, streams: 40);

    [Fact]
    [Trait("Category", "Long")]
    public Task The_same_with_many_reloads_and_many_streams() => RunAsync(reloads: 60, streams: 200);

    private static async Task RunAsync(int reloads, int streams)
    {
        await using var world = await World.StartAsync(Version(0));
        await using var traffic = new Traffic();
        traffic.Ask(8, world.Gateway.DataUri, "/version", text => text.StartsWith("version ", StringComparison.Ordinal));
        traffic.Stream(streams, world.Gateway.DataUri, GatewayConfigText.Key, "slow");

        for (var version = 1; version <= reloads; version++)
        {
            var said = await world.ReloadAsync(Version(version));
            Assert.Contains("reloaded", said, StringComparison.Ordinal);
            var wanted = string.Create(CultureInfo.InvariantCulture, $"version {version}");
            await Testing.Patience.UntilAsync(() => world.Client.GetAsync("/version"), answer => answer.Text == wanted, wanted, SeenWithin);
            var ended = traffic.Streams;
            await Testing.Patience.UntilAsync(() => Task.FromResult(traffic.Streams), now => now > ended, "a stream to end");
        }

        await traffic.StopAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {reloads} reloads, {traffic.Answers} answers, {traffic.Streams} streams");
        Assert.Empty(traffic.Failures);
    }

    // Each version changes the site, the provider and the log, so that everything is made anew.
    private static GatewayConfigText Version(int version) => new()
    {
        Site = string.Create(CultureInfo.InvariantCulture, $"respond /version \"version {version}\"\nlog {{\n\toutput file log-{version}.log\n}}"),
        Ai = string.Create(CultureInfo.InvariantCulture, $$"""
            provider mouth {
            	kind echo
            	tokens_per_second {{30 + version}}
            }
            model slow -> mouth:echo
            """),
    };
}
