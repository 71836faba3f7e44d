using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>A client that goes away stops the provider too, and leaves one entry that says so.</summary>
[Trait("Category", "Process")]
public sealed class ClientGoneTests(ClientGoneTests.Site site) : WorldTests(site), IClassFixture<ClientGoneTests.Site>
{
    /// <summary>A model for each case, because a client that saw no head knows no exchange id.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Models = ["plain-reset", "plain-closed", "stream-reset", "stream-closed", "mid-reset", "mid-closed", "body-reset"],
    });

    [Theory]
    [InlineData("plain", "reset")]
    [InlineData("plain", "closed")]
    [InlineData("stream", "reset")]
    [InlineData("stream", "closed")]
    public async Task A_client_that_hangs_up_before_the_first_byte_leaves_one_entry_and_the_provider_is_told(string kind, string way)
    {
        var (model, gate) = ($"{kind}-{way}", new Gate());
        Provider.Enqueue(ChatReplies.Stream().HoldHead(gate));
        var connection = await Client.StartAsync(Request.Chat(kind == "plain" ? ChatRequests.Plain(model) : ChatRequests.Streamed(model)));
        var seen = await Provider.NextRequestAsync();

        Leave(connection, way);

        await seen.AbandonedAsync();
        var entry = await World.Admin.EntryOfModelAsync(model);
        Assert.Equal(("client_gone", "counted", "up"), (entry.Ending, entry.UsageSource, entry.Provider));
        Assert.Null(entry.Status);
        Assert.True(entry.InputTokens > 0, entry.ToString());
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("closed")]
    public async Task A_client_that_hangs_up_in_mid_stream_leaves_one_entry_and_the_provider_is_told(string way)
    {
        var (model, gate) = ($"mid-{way}", new Gate());
        Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), gate));
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed(model)));
        var seen = await Provider.NextRequestAsync();
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        Leave(connection, way);

        await seen.AbandonedAsync();
        var entry = await World.Admin.EntryOfAsync(live.Headers);
        Assert.Equal((model, "client_gone", "counted", 200), (entry.Model, entry.Ending, entry.UsageSource, entry.Status));
        Assert.True(entry.OutputTokens > 0, entry.ToString());
        Assert.Equal(entry.ExchangeId, (await World.Admin.EntryOfModelAsync(model)).ExchangeId);
    }

    [Fact]
    public async Task A_client_that_hangs_up_inside_a_plain_body_leaves_one_entry()
    {
        var gate = new Gate();
        var reply = ChatReplies.Plain(prompt: 77, completion: 5, content: new string('x', 1 << 20));
        Provider.Enqueue(reply.HoldAt(1 << 19, gate));
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Plain("body-reset")));
        var seen = await Provider.NextRequestAsync();
        await gate.ReachedAsync();

        Leave(connection, "reset");

        await seen.AbandonedAsync();
        var entry = await World.Admin.EntryOfModelAsync("body-reset");
        Assert.Equal("client_gone", entry.Ending);
    }

    private static void Leave(Connection connection, string way)
    {
        if (way == "reset")
            connection.Reset();
        else
            connection.Close();
    }
}
