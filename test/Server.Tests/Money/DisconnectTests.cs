using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>With <c>on_disconnect drain</c> an answer is read on without its client, and settled as its provider reports it.</summary>
[Trait("Category", "Process")]
public sealed partial class DisconnectTests(DisconnectTests.Site site) : WorldTests(site), IClassFixture<DisconnectTests.Site>
{
    /// <summary>A model for each case, because a client that saw no head knows no exchange id.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Reliability = "on_disconnect drain 10m\nprovider_dispatch_max_retries 1",
        Models = ["mid-stream", "crowded", "stream", "plain", "budgeted", "failing"],
        Ai = """
            model bounded -> up:gpt-4o-mini {
            	on_disconnect drain 100ms
            }
            model several -> up:m1 up:m2 up:m3
            model hasty -> up:gpt-4o-mini {
            	on_disconnect cancel
            }
            api_key spender {
            	key spender-secret
            	monthly_token_budget 1000
            }
            """,
    });

    [Fact]
    public async Task A_stream_is_read_to_its_end_and_costs_what_the_provider_says()
    {
        var gate = new Gate();
        Provider.Enqueue(ChatReplies.Stream(prompt: 40, completion: 30, content: "one two").HoldAfter(ChatReplies.Word("one"), gate));
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed("mid-stream")));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        connection.Reset();
        await GoOnAsync(gate);

        var entry = await World.Admin.EntryOfAsync(live.Headers);
        Assert.Equal(("client_gone", "provider", 40L, 30L, 200), (entry.Ending, entry.UsageSource, entry.InputTokens, entry.OutputTokens, entry.Status));
        var record = await World.Admin.RecordOfAsync(live.Headers);
        Assert.Equal("client_gone", record.GetProperty("ending").GetString());
    }

    // Whoever leaves while something is just being written leaves between two looks at whether somebody is there.
    [Fact]
    public async Task Clients_that_leave_while_events_come_change_nothing_of_what_their_streams_cost()
    {
        var endings = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => LeaveAsEventsComeAsync()));

        Assert.All(endings, entry => Assert.Equal(("provider", 40L, 30L), (entry.UsageSource, entry.InputTokens, entry.OutputTokens)));
        Assert.All(endings, entry => Assert.Contains(entry.Ending, (string[])["client_gone", "finished"]));
    }

    private async Task<BillingEvent> LeaveAsEventsComeAsync()
    {
        var content = "one" + string.Concat(Enumerable.Repeat(" two", 500));
        Provider.Enqueue(ChatReplies.Stream(prompt: 40, completion: 30, content));
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed("crowded")));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));
        connection.Reset();
        return await World.Admin.EntryOfAsync(live.Headers);
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("plain")]
    public async Task An_answer_that_has_not_begun_is_waited_for_and_costs_what_the_provider_says(string model)
    {
        var gate = new Gate();
        var isStream = model == "stream";
        Provider.Enqueue((isStream ? ChatReplies.Stream(40, 30) : ChatReplies.Plain(40, 30)).HoldHead(gate));
        var connection = await Client.StartAsync(Request.Chat(isStream ? ChatRequests.Streamed(model) : ChatRequests.Plain(model)));
        await gate.ReachedAsync();

        connection.Reset();
        await GoOnAsync(gate);

        var entry = await World.Admin.EntryOfModelAsync(model);
        Assert.Equal(("client_gone", "provider", 40L, 30L), (entry.Ending, entry.UsageSource, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task Nobody_else_is_asked_to_go_on_with_a_stream_for_a_client_that_left()
    {
        var gate = new Gate();
        Provider.Enqueue(ChatReplies.Stream(content: "one two").StopAt(ChatReplies.Stream(content: "one two").Text.IndexOf("two", StringComparison.Ordinal)).ThenCut())
            .Enqueue(Reply.Error(400, "No").HoldHead(gate))
            .Enqueue(ChatReplies.Stream(content: "one two"));
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed("several")));
        var live = await connection.ReceiveAsync();
        await gate.ReachedAsync();

        connection.Reset();
        await GoOnAsync(gate);

        Assert.Equal("client_gone", (await World.Admin.EntryOfAsync(live.Headers)).Ending);
        Assert.Equal(2, Provider.Requests.Count);
    }

    [Theory]
    [InlineData("hasty")]
    [InlineData("bounded")]
    public async Task The_provider_is_told_at_once_or_when_the_time_is_over_and_what_came_is_counted(string model)
    {
        Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), new Gate()));
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed(model)));
        var seen = await Provider.NextRequestAsync();
        await (await connection.ReceiveAsync()).ReadUntilAsync(ChatReplies.Word("one"));

        connection.Reset();

        await seen.AbandonedAsync();
        var entry = await World.Admin.EntryOfModelAsync(model);
        Assert.Equal(("client_gone", "counted"), (entry.Ending, entry.UsageSource));
        Assert.True(entry.OutputTokens > 0, entry.ToString());
    }

    [Fact]
    public async Task The_budget_is_held_until_the_answer_is_read()
    {
        var (client, gate) = (World.ClientWith("spender-secret"), new Gate());
        Provider.Enqueue(ChatReplies.Plain(prompt: 10, completion: 5).HoldHead(gate));
        var connection = await client.StartAsync(Request.Chat(ChatRequests.Plain("budgeted", maxTokens: 800)));
        await gate.ReachedAsync();
        connection.Reset();

        ErrorAssert.IsRefusal(await client.ChatAsync(ChatRequests.Plain("budgeted", maxTokens: 800)), 429, "budget_held");
        await GoOnAsync(gate);
        await World.Admin.EntryOfModelAsync("budgeted");

        Provider.Enqueue(ChatReplies.Plain());
        Assert.Equal(200, (await client.ChatAsync(ChatRequests.Plain("budgeted", maxTokens: 800))).Status);
    }

    [Fact]
    public async Task Nobody_else_is_asked_for_a_client_that_has_gone()
    {
        var gate = new Gate();
        Provider.Enqueue(Reply.Error(500, "It failed").HoldHead(gate)).Enqueue(ChatReplies.Plain());
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Plain("failing")));
        await gate.ReachedAsync();

        connection.Reset();
        await GoOnAsync(gate);

        var entry = await World.Admin.EntryOfModelAsync("failing");
        Assert.Equal(("client_gone", 0L, 0L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task The_end_of_the_process_does_not_wait_for_it_longer_than_its_grace()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Global = "grace_period 100ms", Reliability = "on_disconnect drain 10m" });
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Plain()));
        await gate.ReachedAsync();
        connection.Reset();
        await LeftAsync(world);

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await world.StartGatewayAsync();

        var entry = await world.Admin.EntryOfModelAsync("fast-chat");
        Assert.Equal(("client_gone", "estimated"), (entry.Ending, entry.UsageSource));
    }

    // The provider goes on when the gateway has seen that the client is gone.
    private async Task GoOnAsync(Gate gate)
    {
        await LeftAsync(World);
        gate.Open();
    }

    private static Task<string> LeftAsync(World world) => Patience.UntilAsync(
        async () => (await world.Admin.GetAsync("/metrics")).Text,
        text => DrainingOne().IsMatch(text),
        "an answer that is read on");

    [GeneratedRegex(@"^ferrogate_requests_draining(\{[^}]*\})? 1\b", RegexOptions.Multiline)]
    private static partial Regex DrainingOne();
}
