using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>A provider that fails again and again is left alone for a while.</summary>
[Trait("Category", "Process")]
public sealed class CircuitTests
{
    [Fact]
    public async Task After_the_threshold_the_provider_is_not_asked_until_the_cooldown_is_over()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_threshold 3
                provider_circuit_breaker_cooldown_secs 2
                """,
        });
        for (var i = 0; i < 3; i++)
        {
            world.Provider.Enqueue(Reply.Error(500, "Down"));
            Assert.Equal(500, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        }

        var refused = await world.Client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(refused, 503, "provider_circuit_open");
        Assert.Equal(3, world.Provider.Requests.Count);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        await Testing.Patience.UntilAsync(
            () => world.Client.ChatAsync(ChatRequests.Plain()), answer => answer.Status == 200, "the circuit to close again");
    }

    [Fact]
    public async Task A_provider_whose_streams_break_off_again_and_again_is_left_alone_too()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_threshold 2
                provider_circuit_breaker_cooldown_secs 60
                """,
        });
        world.Provider.Otherwise(_ => ChatReplies.Stream(content: "one two").StopAt(ChatReplies.Stream(content: "one two").Text.IndexOf("two", StringComparison.Ordinal)).ThenCut());
        for (var i = 0; i < 2; i++)
            Assert.Equal("upstream_cut", (await world.Admin.EntryOfAsync((await world.Client.ChatAsync(ChatRequests.Streamed())).Headers)).Ending);

        ErrorAssert.IsRefusal(await world.Client.ChatAsync(ChatRequests.Streamed()), 503, "provider_circuit_open");
        Assert.Equal(2, world.Provider.Requests.Count);
    }

    [Fact]
    public async Task A_client_that_leaves_before_the_retry_of_a_probe_does_not_take_the_probe_along()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = """
                provider_dispatch_max_retries 1
                provider_circuit_breaker_failure_threshold 1
                provider_circuit_breaker_cooldown_secs 1
                """,
        });
        world.Provider.Enqueue(Reply.Error(500, "Down"));
        Assert.Equal(500, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        world.Provider.Otherwise(_ => Reply.Error(429, "Slow down").With("retry-after", "4"));
        Connection? probe = null;
        await Testing.Patience.UntilAsync(
            async () =>
            {
                probe = await world.Client.StartAsync(Request.Chat(ChatRequests.Plain()));
                var refused = probe.ReceiveAsync();
                return await Task.WhenAny(refused, world.Provider.NextRequestAsync()) != refused;
            },
            isAsked => isAsked,
            "the probe");

        probe!.Reset();

        world.Provider.Otherwise(_ => ChatReplies.Plain());
        await Testing.Patience.UntilAsync(
            () => world.Client.ChatAsync(ChatRequests.Plain()), answer => answer.Status == 200, "the circuit to close again");
    }

    [Fact]
    public async Task A_provider_that_only_limits_somebodys_rate_is_asked_again()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_threshold 2
                provider_circuit_breaker_cooldown_secs 600
                """,
        });
        for (var i = 0; i < 4; i++)
        {
            world.Provider.Enqueue(Reply.Error(429, "Slow down"));
            Assert.Equal(429, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        }

        world.Provider.Enqueue(ChatReplies.Plain());

        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
    }
}
