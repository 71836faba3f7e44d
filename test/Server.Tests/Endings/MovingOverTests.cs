using System.Net.Sockets;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>A gateway that was told to stop sends its clients elsewhere before it closes anything.</summary>
[Trait("Category", "Process")]
public sealed class MovingOverTests
{
    [Fact]
    public async Task During_the_shutdown_delay_it_serves_says_that_it_is_not_ready_and_lets_no_connection_stay()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Global = "shutdown_delay 20s", Site = "respond /hello hello" });
        await using var before = await Connection.OpenAsync(world.Gateway.DataUri);
        Assert.Null((await AskAsync(before, "/hello")).Headers["connection"]);

        world.Gateway.SendTerminate();
        await Testing.Patience.UntilAsync(() => world.Client.GetAsync("/readyz"), answer => answer.Status == 503, "readyz to turn 503");

        var last = await AskAsync(before, "/hello");
        var fresh = await world.Client.GetAsync("/hello");
        Assert.Equal(("hello", "close"), (last.Text, last.Headers["connection"]));
        Assert.Equal(("hello", "close"), (fresh.Text, fresh.Headers["connection"]));
        Assert.Equal("close", (await world.Client.GetAsync("/nothing-here")).Headers["connection"]);
        Assert.Equal(0, await world.Gateway.TerminateAsync());
    }

    [Fact]
    public async Task Busy_clients_are_told_with_an_answer_and_none_of_their_requests_fails()
    {
        await using var world = await World.StartAsync(new GatewayConfigText { Site = "respond /hello hello" });
        var running = new TaskCompletionSource();
        var clients = Enumerable.Range(0, 8).Select(_ => Task.Run(() => AskUntilRefusedAsync(world.Gateway.DataUri, running))).ToList();
        await running.Task.WaitAsync(Testing.Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.All(await Task.WhenAll(clients), moves => Assert.True(moves > 0, "A connection ended without a word"));
    }

    [Fact]
    public async Task A_client_of_HTTP2_is_told_too_and_opens_another_connection()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Global = "shutdown_delay 20s\nservers {\n\tprotocols h1 h2c\n}",
            Site = "respond /hello hello",
        });
        var connections = 0;
        using var client = Http2Client.Of(world.Gateway.DataUri, () => Interlocked.Increment(ref connections));
        Assert.Equal("hello", await client.GetStringAsync("/hello", TestContext.Current.CancellationToken));
        Assert.Equal("hello", await client.GetStringAsync("/hello", TestContext.Current.CancellationToken));
        Assert.Equal(1, connections);

        world.Gateway.SendTerminate();
        await Testing.Patience.UntilAsync(() => world.Client.GetAsync("/readyz"), answer => answer.Status == 503, "readyz to turn 503");

        await Testing.Patience.UntilAsync(
            async () => (await client.GetStringAsync("/hello", TestContext.Current.CancellationToken), connections),
            state => state is ("hello", > 1),
            "another connection");
        Assert.Equal(0, await world.Gateway.TerminateAsync());
    }

    // As a client of a pool does: the connection is used again and again until an answer says that it ends.
    private static async Task<int> AskUntilRefusedAsync(Uri host, TaskCompletionSource running)
    {
        for (var moves = 0; ; moves++)
        {
            Connection connection;
            try
            {
                connection = await Connection.OpenAsync(host);
            }
            catch (SocketException)
            {
                return moves;
            }

            await using (connection)
            {
                Answer? answer = null;
                do
                {
                    try
                    {
                        answer = await AskAsync(connection, "/hello");
                    }
                    catch (IOException) when (answer is null)
                    {
                        // The system had taken the connection, and the gateway never saw it: no other than a refusal.
                        return moves;
                    }

                    Assert.Equal(("hello", true), (answer.Text, answer.IsComplete));
                    running.TrySetResult();
                }
                while (answer.Headers["connection"] != "close");
            }
        }
    }

    private static async Task<Answer> AskAsync(Connection connection, string target)
    {
        await connection.SendAsync(Request.Get(target));
        return await (await connection.ReceiveAsync()).ReadToEndAsync();
    }
}
