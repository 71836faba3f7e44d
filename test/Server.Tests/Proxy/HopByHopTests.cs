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
