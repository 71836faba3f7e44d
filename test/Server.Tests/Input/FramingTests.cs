using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Input;

/// <summary>Messages whose framing two servers could read differently: they must not become two requests.</summary>
[Trait("Category", "Process")]
public sealed class FramingTests(FramingTests.Site site) : WorldTests(site), IClassFixture<FramingTests.Site>
{
    /// <summary>The plainest world.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText());

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n")]
    [InlineData("Transfer-Encoding: xchunked\r\n")]
    [InlineData("Content-Length: +4\r\n")]
    [InlineData("Content-Length: 4, 5\r\n")]
    [InlineData("Content-Length: 4\r\nContent-Length: 5\r\n")]
    [InlineData("Content-Length: -1\r\n")]
    public async Task Framing_that_can_be_read_in_two_ways_is_refused(string framing)
    {
        await using var connection = await SendAsync(framing);

        Assert.InRange((await connection.ReceiveAsync()).Status, 400, 501);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nContent-Length: 4\r\n")]
    [InlineData("Transfer-Encoding: identity, chunked\r\n")]
    public async Task Where_chunks_win_the_request_is_one_and_whole_or_it_is_refused(string framing)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        await using var connection = await SendAsync(framing);

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        // RFC 9112, section 6.3: the chunks are the body, whatever a length beside them says.
        if (answer.Status == 200)
            Assert.Equal(ChatRequests.Plain("gpt-4o-mini"), Assert.Single(Provider.Requests).Text);
        else
            Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task Requests_one_after_the_other_on_one_connection_are_answered_in_order()
    {
        Provider.Enqueue(ChatReplies.Plain(content: "first")).Enqueue(ChatReplies.Plain(content: "second"));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Plain()));
        await connection.SendAsync(Request.Chat(ChatRequests.Plain()).As(GatewayConfigText.Key));

        var first = await (await connection.ReceiveAsync()).ReadToEndAsync();
        var second = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((ChatReplies.PlainText(content: "first"), ChatReplies.PlainText(content: "second")), (first.Text, second.Text));
        Assert.NotEqual(first.Headers["x-ferrogate-exchange-id"], second.Headers["x-ferrogate-exchange-id"]);
    }

    private async Task<Connection> SendAsync(string framing)
    {
        var connection = await Connection.OpenAsync(World.Gateway.DataUri);
        var body = ChatRequests.Plain();
        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GatewayConfigText.Key}\r\n"
            + $"Content-Type: application/json\r\n{framing}\r\n{body.Length:x}\r\n{body}\r\n0\r\n\r\n"));
        return connection;
    }
}
