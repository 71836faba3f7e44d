using System.Globalization;
using FerroGate.Server.Tests.Upgrades;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>Upgrades under load: processes come and go, and clients see only what the newest config says.</summary>
[Trait("Category", "Process")]
public sealed class UpgradeUnderLoadTests
{
    private const int Upgrades = 3;

    [Fact]
    public async Task No_connection_is_refused_no_request_fails_and_no_stream_misses_an_event()
    {
        await using var upgraded = await UpgradedWorld.StartAsync(Version(0));
        var world = upgraded.World;
        await using var traffic = new Traffic();
        traffic.Ask(8, world.Gateway.DataUri, "/version", text => text.StartsWith("version ", StringComparison.Ordinal));
        traffic.Stream(20, world.Gateway.DataUri, GatewayConfigText.Key, "slow");

        for (var version = 1; version <= Upgrades; version++)
        {
            world.Rewrite(Version(version));
            var result = await upgraded.UpgradeAsync();
            Assert.True(result.ExitCode == 0, result.Error);
            await upgraded.OldOnesEndAsync();
            Assert.Equal(
                string.Create(CultureInfo.InvariantCulture, $"version {version}"), (await world.Client.GetAsync("/version")).Text);
        }

        await traffic.StopAsync();
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {Upgrades} upgrades, {traffic.Answers} answers, {traffic.Streams} streams");
        Assert.Empty(traffic.Failures);
    }

    private static GatewayConfigText Version(int version) => new()
    {
        Site = string.Create(CultureInfo.InvariantCulture, $"respond /version \"version {version}\""),
        Ai = "provider mouth {\n\tkind echo\n\ttokens_per_second 30\n}\nmodel slow -> mouth:echo",
    };
}
