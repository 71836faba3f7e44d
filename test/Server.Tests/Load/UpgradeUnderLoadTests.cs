using System.Globalization;
using FerroGate.Server.Tests.Upgrades;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>Upgrades under load: processes come and go, and clients see only what the newest config says.</summary>
[Trait("Category", "Process")]
public sealed class UpgradeUnderLoadTests
{
    [Fact]
    public Task No_connection_is_refused_no_request_fails_and_no_stream_misses_an_event() => RunAsync(upgrades: 2, streams: 20);

    [Fact]
    [Trait("Category", "Long")]
    public Task The_same_with_five_upgrades_and_many_streams() => RunAsync(upgrades: 5, streams: 200);

    private static async Task RunAsync(int upgrades, int streams)
    {
        await using var upgraded = await UpgradedWorld.StartAsync(Version(0));
        var world = upgraded.World;
        await using var traffic = new Traffic();
        traffic.Ask(8, world.Gateway.DataUri, "/version", text => text.StartsWith("version ", StringComparison.Ordinal));
        traffic.AskOverHttp2(2, world.Gateway.DataUri, "/version", text => text.StartsWith("version ", StringComparison.Ordinal));
        traffic.Stream(streams, world.Gateway.DataUri, GatewayConfigText.Key, "slow");

        for (var version = 1; version <= upgrades; version++)
        {
            world.Rewrite(Version(version));
            var result = await upgraded.UpgradeAsync();
            Assert.True(result.ExitCode == 0, result.Error);
            await upgraded.OldOnesEndAsync();
            Assert.Equal(
                string.Create(CultureInfo.InvariantCulture, $"version {version}"), (await world.Client.GetAsync("/version")).Text);
        }

        await traffic.StopAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {upgrades} upgrades, {traffic.Answers} answers, {traffic.Streams} streams");
        Assert.True(traffic.Failures.Count == 0, string.Join("\n", traffic.Failures.Take(5)));
    }

    private static GatewayConfigText Version(int version) => new()
    {
        Global = "servers {\n\tprotocols h1 h2c\n}",
        Site = string.Create(CultureInfo.InvariantCulture, $"respond /version \"version {version}\""),
        Ai = "provider mouth {\n\tkind echo\n\ttokens_per_second 30\n}\nmodel slow -> mouth:echo",
    };
}
