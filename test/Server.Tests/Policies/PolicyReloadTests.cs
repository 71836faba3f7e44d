using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Policies;

/// <summary>Policies come and go with the config.</summary>
[Trait("Category", "Process")]
public sealed class PolicyReloadTests
{
    private const string Policy = "policy closed {\nmodels fast-chat\n";

    [Fact]
    public async Task A_reload_brings_a_policy_changes_it_switches_it_off_and_takes_it_away()
    {
        var config = new GatewayConfigText();
        await using var world = await World.StartAsync(config);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);

        await world.ReloadAsync(config with { Ai = Policy + "}" });
        ErrorAssert.IsRefusal(await world.Client.ChatAsync(ChatRequests.Plain()), 403, "policy_denied");

        await world.ReloadAsync(config with { Ai = Policy + "code closed_today\n}" });
        ErrorAssert.IsRefusal(await world.Client.ChatAsync(ChatRequests.Plain()), 403, "closed_today");

        await world.ReloadAsync(config with { Ai = Policy + "enabled false\n}" });
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);

        await world.ReloadAsync(config with { Ai = Policy + "}" });
        Assert.Equal(403, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);

        await world.ReloadAsync(config);
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
    }
}
