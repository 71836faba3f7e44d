using System.Net.Sockets;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>SIGTERM lets what runs finish within the grace period, settles the rest, and exits with 0.</summary>
[Trait("Category", "Process")]
public sealed class ShutdownTests
{
    [Fact]
    public async Task A_stream_that_runs_finishes_within_the_grace_period()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Reliability = "graceful_shutdown_timeout_secs 25" });
        var gate = new Gate();
        var text = ChatReplies.StreamText("one two") + ChatReplies.UsageEvent(5, 6) + ChatReplies.Done;
        world.Provider.Enqueue(Reply.Sse(text).HoldAfter(ChatReplies.Word("one"), gate));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        world.Gateway.SendTerminate();
        await Testing.Patience.UntilAsync(() => AcceptsAsync(world), accepts => !accepts, "the gateway to stop accepting");
        gate.Open();
        var answer = await live.ReadToEndAsync();

        Assert.Equal((text, true), (answer.Text, answer.IsComplete));
        Assert.Equal(0, await world.Gateway.ExitAsync());
        await world.StartGatewayAsync();
        var entry = await world.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", 5L, 6L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task A_stream_that_runs_past_the_grace_period_is_cut_and_settled_once()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Reliability = "graceful_shutdown_timeout_secs 1" });
        world.Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), new Gate()));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var seen = await world.Provider.NextRequestAsync();
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        Assert.Equal(0, await world.Gateway.TerminateAsync());

        var answer = await live.ReadToEndAsync();
        Assert.DoesNotContain("[DONE]", answer.Text, StringComparison.Ordinal);
        Assert.True(!answer.IsComplete || answer.Text.Contains("\"error\"", StringComparison.Ordinal), $"It was presented as whole: {answer}");
        await seen.AbandonedAsync();
        await world.StartGatewayAsync();
        var entry = await world.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("shut_down", "estimated"), (entry.Ending, entry.UsageSource));
        Assert.Single(await world.Admin.BillingEventsAsync());
    }

    [Fact]
    public async Task An_idle_gateway_stops_at_once_with_0()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Reliability = "graceful_shutdown_timeout_secs 25" });
        await using var idle = await Connection.OpenAsync(world.Gateway.DataUri);
        var started = TimeProvider.System.GetTimestamp();

        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(15), "An idle connection held it up");
    }

    [Fact]
    public async Task A_body_that_nobody_waits_for_does_not_hold_it_up()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Site = "respond /early ok" });
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        await connection.SendAsync("POST /early HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"u8.ToArray());
        Assert.Equal(200, (await connection.ReceiveAsync()).Status);

        Assert.Equal(0, await world.Gateway.TerminateAsync());
    }

    private static async Task<bool> AcceptsAsync(World world)
    {
        try
        {
            await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
