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

    [Fact]
    public async Task A_provider_that_fails_every_second_request_is_left_alone_by_the_rate()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_rate_percent 50
                provider_circuit_breaker_min_requests 4
                provider_circuit_breaker_cooldown_secs 600
                """,
        });
        for (var i = 0; i < 2; i++)
        {
            world.Provider.Enqueue(ChatReplies.Plain()).Enqueue(Reply.Error(500, "Down"));
            Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
            Assert.Equal(500, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        }

        var refused = await world.Client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(refused, 503, "provider_circuit_open");
        Assert.InRange(int.Parse(refused.Headers["retry-after"]!, System.Globalization.CultureInfo.InvariantCulture), 500, 600);
    }

    [Fact]
    public async Task Each_change_of_a_circuit_is_told_once_in_the_log_and_in_metrics_and_its_state_is_listed()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Models = ["fast-chat", "other-chat"],
            Ai = """
                provider idle {
                	api_key x
                	enabled false
                }
                """,
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_threshold 2
                provider_circuit_breaker_cooldown_secs 1
                """,
        });
        world.Provider.Enqueue(Reply.Error(500, "Down")).Enqueue(Reply.Error(500, "Down"));
        await world.Client.ChatAsync(ChatRequests.Plain());
        Assert.Equal(("healthy", 1), await HealthAsync(world));
        await world.Client.ChatAsync(ChatRequests.Plain("other-chat"));

        Assert.Equal(("circuit_open", 2), await HealthAsync(world));
        var listed = (await world.Admin.ListAsync("provider-health")).GetProperty("data");
        var circuit = Assert.Single(listed[1].GetProperty("circuits").EnumerateArray());
        Assert.Equal(("gpt-4o-mini", "open", 2), (circuit.GetProperty("model").GetString(), circuit.GetProperty("state").GetString(), circuit.GetProperty("failures").GetInt32()));
        Assert.Equal(
            ("idle", "openai", "disabled", 0),
            (listed[0].GetProperty("name").GetString(), listed[0].GetProperty("kind").GetString(), listed[0].GetProperty("status").GetString(), listed[0].GetProperty("circuits").GetArrayLength()));
        Assert.Contains("ferrogate_circuit_state{model=\"gpt-4o-mini\",provider=\"up\"} 2", (await world.Admin.GetAsync("/metrics")).Text, StringComparison.Ordinal);

        world.Provider.Otherwise(_ => ChatReplies.Plain());
        await Testing.Patience.UntilAsync(
            () => world.Client.ChatAsync(ChatRequests.Plain()), answer => answer.Status == 200, "the circuit to close again");

        Assert.Equal(("healthy", 0), await HealthAsync(world));
        var metrics = (await world.Admin.GetAsync("/metrics")).Text;
        Assert.Contains("ferrogate_circuit_state{model=\"gpt-4o-mini\",provider=\"up\"} 0", metrics, StringComparison.Ordinal);
        foreach (var state in (string[])["open", "half_open", "closed"])
            Assert.Contains($"ferrogate_circuit_transitions_total{{model=\"gpt-4o-mini\",provider=\"up\",state=\"{state}\"}} 1\n", metrics, StringComparison.Ordinal);

        await world.Gateway.TerminateAsync();
        foreach (var line in (string[])["is open: 2 failures in a row", "is half-open: the cooldown is over", "is closed: the target answers again"])
            Assert.Single(world.Gateway.Error.Split('\n'), told => told.Contains($"The circuit of up:gpt-4o-mini {line}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_that_clients_fill_in_are_told_by_their_pattern()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Ai = "model any-* -> up:*",
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_threshold 1
                provider_circuit_breaker_cooldown_secs 600
                """,
        });
        world.Provider.Enqueue(Reply.Error(500, "Down")).Enqueue(ChatReplies.Plain());
        Assert.Equal(500, (await world.Client.ChatAsync(ChatRequests.Plain("any-down"))).Status);
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain("any-well"))).Status);

        var metrics = (await world.Admin.GetAsync("/metrics")).Text;

        Assert.Contains("ferrogate_circuit_state{model=\"*\",provider=\"up\"} 2", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("model=\"down\"", metrics, StringComparison.Ordinal);
    }

    private static async Task<(string? Status, int Failures)> HealthAsync(World world)
    {
        var listed = (await world.Admin.ListAsync("provider-health")).GetProperty("data").EnumerateArray().Single(provider => provider.GetProperty("name").GetString() == "up");
        return (listed.GetProperty("status").GetString(), listed.GetProperty("consecutive_failures").GetInt32());
    }
}
