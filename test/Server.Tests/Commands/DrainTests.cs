using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>Whoever stops a gateway sees what it still waits for, and how to end that.</summary>
[Trait("Category", "Process")]
public sealed class DrainTests
{
    [Fact]
    public async Task The_begin_and_the_end_of_draining_are_told()
    {
        await using var world = await World.StartAsync();
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), gate));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        world.Gateway.SendTerminate();
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(world.Gateway.Error),
            log => log.Contains("draining: 1 exchanges are running; a second signal ends them now", StringComparison.Ordinal),
            "the line that says what runs");
        gate.Open();
        await live.ReadToEndAsync();

        Assert.Equal(0, await world.Gateway.ExitAsync());
        Assert.Contains("drained", world.Gateway.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_signal_ends_what_runs()
    {
        await using var world = await World.StartAsync();
        world.Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), new Gate()));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        world.Gateway.SendTerminate();
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(world.Gateway.Error), log => log.Contains("draining: 1", StringComparison.Ordinal), "draining to begin");

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        Assert.Contains("drained", world.Gateway.Error, StringComparison.Ordinal);
    }
}
