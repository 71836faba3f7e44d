using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>Headers that <c>Connection</c> names belong to one connection and end with it (RFC 9110, 7.6.1).</summary>
[Trait("Category", "Process")]
public sealed class HopByHopTests(HopByHopTests.Site site) : WorldTests(site), IClassFixture<HopByHopTests.Site>
{
    /// <summary>A proxy of everything.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            handle {
            	reverse_proxy $PROVIDER
            }
            """,
    });

    [Theory]
    [InlineData("x-foo")]
    [InlineData("y, X-FOO")]
    [InlineData("close,x-foo , keep-alive,content-language")]
    public async Task A_header_that_the_client_names_does_not_reach_the_upstream(string connection)
    {
        Provider.Enqueue(Reply.Json("{}"));

        await World.ClientWith(null).SendAsync(Request.Post("/x", "the body")
            .With("connection", connection).With("x-foo", "bar").With("x-kept", "yes").With("content-language", "de"));

        var seen = Assert.Single(Provider.Requests);
        Assert.False(seen.Headers.Has("x-foo"));
        Assert.Equal(connection.Contains("content-language", StringComparison.Ordinal), !seen.Headers.Has("content-language"));
        Assert.Equal(("yes", "the body"), (seen.Headers["x-kept"], seen.Text));
    }

    [Theory]
    [InlineData("close, X-Foo")]
    [InlineData("keep-alive, X-Foo")]
    [InlineData("X-Foo,close")]
    [InlineData("X-Foo\t,\tKeep-Alive")]
    [InlineData("keep-alive,close,x-foo")]
    public async Task A_name_beside_a_word_of_the_connection_counts_too_and_only_for_its_own_request(string line)
    {
        Provider.Enqueue(Reply.Json("{}"));
        Provider.Enqueue(Reply.Json("{}"));
        var named = $"GET /named HTTP/1.1\r\nHost: x\r\nX-Foo: a\r\nConnection: {line}\r\n\r\n";
        const string Unnamed = "GET /unnamed HTTP/1.1\r\nHost: x\r\nX-Foo: a\r\nConnection: keep-alive\r\n\r\n";
        await using var connection = await Connection.OpenAsync(World.Gateway.DataUri);

        // Both at once, the one that names a header last, for it may close the connection.
        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(Unnamed + named));
        await Patience.UntilAsync(() => Task.FromResult(Provider.Requests.Count), count => count == 2, "both requests");

        Assert.Equal(
            [("/unnamed", true), ("/named", false)],
            Provider.Requests.Select(request => (request.Target, request.Headers.Has("x-foo"))));
    }

    [Theory]
    [InlineData("content-length")]
    [InlineData("transfer-encoding")]
    [InlineData("host")]
    [InlineData("x-forwarded-for")]
    public async Task A_client_cannot_name_away_what_the_proxy_says(string connection)
    {
        Provider.Enqueue(Reply.Json("{}"));

        var answer = await World.ClientWith(null).SendAsync(Request.Post("/x", "the body").With("connection", connection));

        Assert.Equal(200, answer.Status);
        var seen = Assert.Single(Provider.Requests);
        Assert.Equal("the body", seen.Text);
        Assert.All((string[])["host", "x-forwarded-for", "content-length"], name => Assert.True(seen.Headers.Has(name), name));
    }

    [Fact]
    public async Task A_header_that_the_upstream_names_does_not_reach_the_client()
    {
        Provider.Enqueue(Reply.Json("{}").With("connection", "x-foo, x-request-id").With("x-foo", "bar").With("x-kept", "yes"));

        var answer = await World.ClientWith(null).GetAsync("/x");

        Assert.Equal((200, "{}", "yes"), (answer.Status, answer.Text, answer.Headers["x-kept"]));
        Assert.False(answer.Headers.Has("x-foo"));
        ErrorAssert.HasIds(answer.Headers);
    }

    [Fact]
    public async Task An_upgrade_passes()
    {
        var gate = new Gate();
        Provider.Enqueue(Reply
            .Garbage("HTTP/1.1 101 Switching Protocols\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-accept: yes\r\n\r\nhello, bye")
            .HoldAfter("hello", gate));
        await using var connection = await World.ClientWith(null).StartAsync(Request.Get("/socket")
            .With("connection", "Upgrade").With("upgrade", "websocket").With("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
            .With("sec-websocket-version", "13"));

        var answer = await connection.Reader.ReadHeadAsync(Patience.Token());
        gate.Open();

        Assert.NotNull(answer);
        Assert.Equal((101, "websocket", "yes"), (answer.Status, answer.Headers["upgrade"], answer.Headers["sec-websocket-accept"]));
        Assert.Equal("websocket", Assert.Single(Provider.Requests).Headers["upgrade"]);
    }
}
