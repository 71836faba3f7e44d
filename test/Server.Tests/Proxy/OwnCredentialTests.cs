using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>A key of the gateway reaches no upstream, however a client wraps it.</summary>
[Trait("Category", "Process")]
public sealed class OwnCredentialTests(OwnCredentialTests.Site site) : WorldTests(site), IClassFixture<OwnCredentialTests.Site>
{
    private const string Key = GatewayConfigText.Key;

    /// <summary>A proxy that asks for no key.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            handle {
            	reverse_proxy $PROVIDER {
            		header_up X-Asked {uri}
            	}
            }
            """,
    });

    [Fact]
    public async Task Where_a_header_would_tell_it_the_one_of_the_client_does_not_stand_in()
    {
        Provider.Enqueue(Reply.Json("{}"));

        await World.ClientWith(null).SendAsync(Request.Get($"/x/{Key}").With("X-Asked", "/forged"));

        Assert.False(Assert.Single(Provider.Requests).Headers.Has("x-asked"));
    }

    [Theory]
    [InlineData("authorization", Key)]
    [InlineData("authorization", "Bearer " + Key)]
    [InlineData("authorization", "bearer\t" + Key)]
    [InlineData("authorization", "Token " + Key)]
    [InlineData("authorization", "Token token=" + Key)]
    [InlineData("authorization", "Token token=\"" + Key + "\", nonce=\"x\"")]
    [InlineData("authorization", "Bearer \"" + Key + "\"")]
    [InlineData("authorization", "Bearer '" + Key + "'")]
    [InlineData("authorization", "Bearer x, Bearer " + Key)]
    [InlineData("authorization", "Bearer " + Key + ",")]
    [InlineData("authorization", "Bearer " + Key + ";x=1")]
    [InlineData("authorization", "Bearer Bearer " + Key)]
    [InlineData("proxy-authorization", "Bearer " + Key)]
    [InlineData("referer", "https://x/?key=%74est-secret")]
    [InlineData("referer", "https://x/?key=%2574est-secret")]
    [InlineData("x-api-key", Key)]
    [InlineData("x-api-key", "Bearer " + Key)]
    [InlineData("x-goog-api-key", Key)]
    [InlineData("api-key", Key)]
    [InlineData("ocp-apim-subscription-key", Key)]
    [InlineData("x-auth-token", Key)]
    [InlineData("x-auth", "[" + Key + "]")]
    [InlineData("cookie", "a=b; key=" + Key)]
    [InlineData("referer", "http://x/?key=" + Key + "&a=b")]
    [InlineData("sec-websocket-protocol", "realtime, openai-insecure-api-key." + Key + ", openai-beta.realtime-v1")]
    public async Task Not_in_a_header(string name, string value)
    {
        await ArrivesWithoutKeyAsync(Request.Get("/x").With(name, value));
        Assert.Null(Assert.Single(Provider.Requests).Headers[name]);
    }

    [Fact]
    public async Task Not_in_one_of_several_lines() =>
        await ArrivesWithoutKeyAsync(Request.Get("/x").With("authorization", "Bearer x").With("authorization", "Bearer " + Key));

    [Theory]
    [InlineData("user:" + Key)]
    [InlineData(Key + ":")]
    public async Task Not_behind_Basic(string pair)
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));

        await ArrivesWithoutKeyAsync(Request.Get("/x").With("authorization", "Basic " + encoded));
        Assert.Null(Assert.Single(Provider.Requests).Headers["authorization"]);
    }

    [Theory]
    [InlineData("?key=" + Key, "")]
    [InlineData("?KEY=" + Key, "")]
    [InlineData("?a=1&key=" + Key, "?a=1")]
    [InlineData("?a=1;key=" + Key, "?a=1")]
    [InlineData("?key=" + Key + ";a=1&b=2", "?a=1&b=2")]
    [InlineData("?%6bey=" + Key + "&a=%20", "?a=%20")]
    [InlineData("?key=%74est-secret&a=1", "?a=1")]
    [InlineData("?authorization=Bearer%20" + Key + "&a=1", "?a=1")]
    [InlineData("?authorization=Bearer+" + Key + "&a=1", "?a=1")]
    [InlineData("?token=x:" + Key + "&a=1", "?a=1")]
    [InlineData("?api_key=" + Key + "&a=1", "?a=1")]
    [InlineData("?a=1&" + Key, "?a=1")]
    [InlineData("?key=+" + Key, "")]
    public async Task Not_in_the_query(string query, string arrives)
    {
        await ArrivesWithoutKeyAsync(Request.Get("/x" + query));
        Assert.Equal("/x" + arrives, Assert.Single(Provider.Requests).Target);
    }

    [Theory]
    [InlineData("authorization", "Bearer somebody.elses.token")]
    [InlineData("authorization", "Basic dXNlcjpwYXNz")]
    [InlineData("authorization", "Basic !")]
    [InlineData("authorization", "odd")]
    [InlineData("x-api-key", "theirs")]
    [InlineData("cookie", "a=b; c=d")]
    [InlineData("sec-websocket-protocol", "chat, superchat")]
    public async Task What_is_somebody_elses_passes_as_it_is(string name, string value)
    {
        await ArrivesWithoutKeyAsync(Request.Get("/x?a=1;b=%20&&c").With(name, value));

        var seen = Assert.Single(Provider.Requests);
        Assert.Equal((value, "/x?a=1;b=%20&&c"), (seen.Headers[name], seen.Target));
    }

    private async Task ArrivesWithoutKeyAsync(Request request)
    {
        Provider.Enqueue(Reply.Json("{}"));

        Assert.Equal(200, (await World.ClientWith(null).SendAsync(request)).Status);

        var seen = Assert.Single(Provider.Requests).ToString();
        Assert.DoesNotContain(Key, seen, StringComparison.Ordinal);
        Assert.DoesNotContain("%74est-secret", seen, StringComparison.Ordinal);
    }
}
