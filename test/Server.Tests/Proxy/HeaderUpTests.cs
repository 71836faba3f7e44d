using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>What <c>header_up</c> writes is one header, whatever the client sent and whether there is a body.</summary>
[Trait("Category", "Process")]
public sealed class HeaderUpTests(HeaderUpTests.Site site) : WorldTests(site), IClassFixture<HeaderUpTests.Site>
{
    /// <summary>Headers from placeholders, and changes of headers of the request and of its body.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            respond /echo/* "{path}"
            handle /hp/* {
            	reverse_proxy $PROVIDER {
            		header_up X-Path {path}
            		header_up X-Uri {uri}
            		header_up X-Query {query}
            		header_up X-Env "{env.HEADER_UP_TEST}"
            	}
            }
            handle /set/* {
            	reverse_proxy $PROVIDER {
            		header_up Authorization "Bearer upstream"
            		header_up X-Set set
            		header_up Content-Type text/x-ours
            		header_up Content-Language de
            	}
            }
            handle /add/* {
            	reverse_proxy $PROVIDER {
            		header_up +X-Added two
            		header_up +Content-Language de
            	}
            }
            handle /delete/* {
            	reverse_proxy $PROVIDER {
            		header_up -Authorization
            		header_up -Content-Type
            		header_up -X-Gone-*
            		header_up -Content-La*
            	}
            }
            """,
    }, KeyValuePair.Create("HEADER_UP_TEST", "one\r\nX-Evil: yes"));

    [Theory]
    [InlineData("/hp/a%0d%0aX-Evil:%20yes", "/hp/a%0D%0AX-Evil:%20yes")]
    [InlineData("/hp/a%0aX-Evil:yes", "/hp/a%0AX-Evil:yes")]
    [InlineData("/hp/a%0d%0aContent-Length:%200%0d%0a%0d%0aGET%20/evil%20HTTP/1.1", "/hp/a%0D%0AContent-Length:%200%0D%0A%0D%0AGET%20/evil%20HTTP/1.1")]
    [InlineData("/hp/%C3%A9%7F%01", "/hp/%C3%A9%7F%01")]
    [InlineData("/hp/%E2%98%83", "/hp/%E2%98%83")]
    public async Task A_path_in_a_header_is_escaped_as_in_the_target(string target, string header)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        foreach (var request in (Request[])[Request.Get(target + "?q=1"), Request.Post(target + "?q=1", "the body")])
        {
            Provider.Forget();
            Provider.Otherwise(_ => Reply.Json("{}"));
            var answer = await World.ClientWith(null).SendAsync(request);

            Assert.Equal(200, answer.Status);
            var seen = Assert.Single(Provider.Requests);
            Assert.Equal(header, seen.Headers["x-path"]);
            Assert.Equal(header + "?q=1", seen.Headers["x-uri"]);
            Assert.False(seen.Headers.Has("x-evil"));
            Assert.Equal(request.Body is null ? "" : "the body", seen.Text);
        }
    }

    [Fact]
    public async Task Nothing_else_breaks_out_of_a_header_either()
    {
        Provider.Enqueue(Reply.Json("{}"));

        await World.ClientWith(null).GetAsync("/hp/x?a=%0d%0aX-Evil:%20yes");

        var seen = Assert.Single(Provider.Requests).Headers;
        Assert.Equal("a=%0d%0aX-Evil:%20yes", seen["x-query"]);
        Assert.Equal("one%0D%0AX-Evil: yes", seen["x-env"]);
        Assert.False(seen.Has("x-evil"));
    }

    [Fact]
    public async Task A_body_of_our_own_says_the_path_as_it_reads() =>
        Assert.Equal("/echo/é", (await World.ClientWith(null).GetAsync("/echo/%C3%A9")).Text);

    [Theory]
    [InlineData("/hp/x?limit=2&key=test-secret", "limit=2")]
    [InlineData("/hp/x?key=test-secret", "")]
    public async Task A_query_in_a_header_does_not_hold_our_key(string target, string query)
    {
        Provider.Enqueue(Reply.Json("{}"));

        await World.ClientWith(null).GetAsync(target);

        var seen = Assert.Single(Provider.Requests);
        Assert.DoesNotContain(GatewayConfigText.Key, seen.ToString(), StringComparison.Ordinal);
        Assert.Equal(query, seen.Headers["x-query"] ?? "");
    }

    [Theory]
    [InlineData("some text")]
    [InlineData("")]
    public async Task Set_works_on_requests_with_a_body(string body)
    {
        var seen = await PostAsync("/set/x", body);

        Assert.Equal("Bearer upstream", seen.Headers["authorization"]);
        Assert.Equal("set", seen.Headers["x-set"]);
        if (body.Length > 0)
            Assert.Equal(("text/x-ours", "de"), (seen.Headers["content-type"], seen.Headers["content-language"]));
    }

    [Theory]
    [InlineData("some text")]
    [InlineData("")]
    public async Task Add_works_on_requests_with_a_body(string body)
    {
        var seen = await PostAsync("/add/x", body);

        Assert.Equal(["one", "two"], seen.Headers.All("x-added").SelectMany(value => value.Split(", ")));
        Assert.Equal("application/json", seen.Headers["content-type"]);
        Assert.Equal(["en", "de"], seen.Headers.All("content-language").SelectMany(value => value.Split(", ")));
    }

    [Theory]
    [InlineData("some text")]
    [InlineData("")]
    public async Task Delete_works_on_requests_with_a_body(string body)
    {
        var seen = await PostAsync("/delete/x", body);

        Assert.All((string[])["authorization", "content-type", "content-language", "x-gone-1"], name => Assert.False(seen.Headers.Has(name), name));
        Assert.Equal("one", seen.Headers["x-added"]);
    }

    [Fact]
    public async Task Requests_without_a_body_are_changed_too()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        foreach (var path in (string[])["/set/x", "/add/x", "/delete/x"])
            Assert.Equal(200, (await World.ClientWith("somebody-elses").GetAsync(path)).Status);

        Assert.Equal(["Bearer upstream", "Bearer somebody-elses", null], Provider.Requests.Select(seen => seen.Headers["authorization"]));
    }

    private async Task<ReceivedRequest> PostAsync(string path, string body)
    {
        Provider.Enqueue(Reply.Json("{}"));

        var answer = await World.ClientWith("somebody-elses").SendAsync(
            Request.Post(path, body).With("content-language", "en").With("x-added", "one").With("x-gone-1", "1"));

        Assert.Equal(200, answer.Status);
        var seen = Assert.Single(Provider.Requests);
        Assert.Equal(body, seen.Text);
        return seen;
    }
}
