using System.Text;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>Bytes beyond ASCII in headers: what passes keeps them, and who looks at them sees UTF-8.</summary>
[Trait("Category", "Process")]
public sealed class HeaderBytesTests
{
    private const string Site = """
        handle /match {
        	@cafe header X-City *né
        	respond @cafe "matched {header.X-City} {cookie.c}"
        	respond "not matched"
        }
        handle /own {
        	header X-Own né
        	respond ok
        }
        handle /changed {
        	request_header X-Ours né
        	request_header X-Filled "né {header.X-City}"
        	reverse_proxy $A {
        		header_up X-Copy {header.X-City}
        		header_up X-City né ville
        		header_up X-Own né
        		header_down X-City né ville
        		header_down X-Seen "né {rp.header.X-Other}"
        	}
        }
        reverse_proxy $A
        """;

    [Theory]
    [InlineData("caf\u00e9")]
    [InlineData("caf\u00c3\u00a9")]
    [InlineData("\u0080\u00ff")]
    public async Task What_passes_keeps_its_bytes_in_both_directions(string bytes)
    {
        await using var world = await ProxyWorld.StartAsync(Site, upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Json("{}").With("x-city", bytes));

        var answer = await world.Client.SendAsync(Request.Get("/").With("x-city", bytes));

        Assert.Equal((200, bytes, bytes), (answer.Status, Assert.Single(world.Upstreams[0].Requests).Headers["x-city"], answer.Headers["x-city"]));
    }

    [Fact]
    public async Task Matchers_and_placeholders_see_what_it_says()
    {
        await using var world = await ProxyWorld.StartAsync(Site, upstreams: 1);

        var answer = await world.Client.SendAsync(Request.Get("/match").With("x-city", OnTheWire("orné")).With("cookie", OnTheWire("c=é")));
        var other = await world.Client.SendAsync(Request.Get("/match").With("x-city", "orn\u00e9").With("cookie", "c=1"));

        Assert.Equal(("matched orné é", "matched orn\u00e9 1"), (answer.Text, other.Text));
    }

    [Fact]
    public async Task What_the_config_says_goes_out_as_UTF_8_once()
    {
        await using var world = await ProxyWorld.StartAsync(Site, upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Json("{}").With("x-city", OnTheWire("orné")).With("x-other", OnTheWire("é")));

        var own = await world.Client.GetAsync("/own");
        var changed = await world.Client.SendAsync(Request.Get("/changed").With("x-city", OnTheWire("orné")));

        var seen = Assert.Single(world.Upstreams[0].Requests).Headers;
        Assert.Equal(OnTheWire("né"), own.Headers["x-own"]);
        Assert.Equal((OnTheWire("orné"), "orville", OnTheWire("né")), (seen["x-copy"], seen["x-city"], seen["x-own"]));
        Assert.Equal((OnTheWire("né"), OnTheWire("né orné")), (seen["x-ours"], seen["x-filled"]));
        Assert.Equal(("orville", OnTheWire("né é")), (changed.Headers["x-city"], changed.Headers["x-seen"]));
    }

    [Fact]
    public async Task A_key_beyond_ASCII_is_known_and_reaches_no_upstream()
    {
        await using var world = await ProxyWorld.StartAsync("ai_gateway {\n\tapi_key k {\n\t\tkey clé-日\n\t}\n}\nreverse_proxy $A", upstreams: 1);

        var models = await world.Client.SendAsync(Request.Get("/v1/models").With("authorization", OnTheWire("Bearer clé-日")));
        await world.Client.SendAsync(Request.Get("/").With("x-api-key", OnTheWire("clé-日")).With("cookie", OnTheWire("c=clé-日")));

        Assert.Equal(200, models.Status);
        var seen = Assert.Single(world.Upstreams[0].Requests).Headers;
        Assert.False(seen.Has("x-api-key") || seen.Has("cookie"));
    }

    // As a test sees bytes: one letter for each.
    private static string OnTheWire(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
