using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>The web server's half: answers of its own, and requests passed on.</summary>
[Trait("Category", "Process")]
public sealed class ReverseProxyTests(ReverseProxyTests.Site site) : WorldTests(site), IClassFixture<ReverseProxyTests.Site>
{
    /// <summary>One of each directive.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = """
            respond /hello "hi" 200
            respond /teapot "short and stout" 418
            respond /gone 410
            handle_path /proxy/x/* {
            	reverse_proxy $PROVIDER {
            		header_up X-Set "{env.PROXY_TEST_VALUE}"
            		header_up X-Replaced ours
            		header_up +X-Added two
            		header_up -X-Secret
            	}
            }
            handle /handled/* {
            	reverse_proxy $PROVIDER
            }
            route /routed/* {
            	respond /routed/here "routed" 203
            	reverse_proxy $PROVIDER
            }
            reverse_proxy /down/* 127.0.0.1:1
            reverse_proxy /dying/* $PROVIDER
            """,
    }, KeyValuePair.Create("PROXY_TEST_VALUE", "from the environment"));

    [Theory]
    [InlineData("/hello", 200, "hi")]
    [InlineData("/hello?x=1", 200, "hi")]
    [InlineData("/teapot", 418, "short and stout")]
    [InlineData("/gone", 410, "")]
    [InlineData("/routed/here", 203, "routed")]
    public async Task Respond_answers_by_itself(string path, int status, string body)
    {
        var answer = await Client.GetAsync(path);

        Assert.Equal((status, body), (answer.Status, answer.Text));
        ErrorAssert.HasIds(answer.Headers);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Handle_path_takes_its_prefix_off_and_keeps_query_method_and_body()
    {
        Provider.Enqueue(Reply.Json("""{"ok":true}""", 201).With("x-from-upstream", "yes"));

        var answer = await Client.SendAsync(Request.Post("/proxy/x/a%20b/c?q=1&q=%2F", "the body"));

        Assert.Equal((201, """{"ok":true}""", "yes"), (answer.Status, answer.Text, answer.Headers["x-from-upstream"]));
        ErrorAssert.HasIds(answer.Headers);
        var seen = Assert.Single(Provider.Requests);
        Assert.Equal(("POST", "/a%20b/c?q=1&q=%2F", "the body"), (seen.Method, seen.Target, seen.Text));
    }

    [Theory]
    [InlineData("/projects/a%2Fb", "/projects/a%2Fb")]
    [InlineData("/%e4%C3%a9", "/%e4%C3%a9")]
    [InlineData("/a%2bb+c%26d", "/a%2bb+c%26d")]
    [InlineData("/%41%7e~", "/%41%7e~")]
    [InlineData("/a%25b;c=d,e", "/a%25b;c=d,e")]
    [InlineData("/?", "/?")]
    [InlineData("/x?a=%2F&b=%41+c|d\\", "/x?a=%2F&b=%41+c|d\\")]
    public async Task The_upstream_gets_path_and_query_in_the_letters_of_the_client(string path, string seen)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        await Client.GetAsync("/handled" + path);
        await Client.GetAsync("/proxy/x" + path);

        Assert.Equal(["/handled" + seen, seen], Provider.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Only_a_prefix_that_is_taken_off_cleans_the_path_as_in_Caddy()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        await Client.GetAsync("/handled/a/../b/./c//d");
        await Client.GetAsync("/proxy/x/a/../b/./c//d");

        Assert.Equal(["/handled/a/../b/./c//d", "/b/c/d"], Provider.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task Header_up_sets_replaces_adds_and_removes()
    {
        Provider.Enqueue(Reply.Json("{}"));

        await Client.SendAsync(Request.Get("/proxy/x/").With("x-replaced", "theirs").With("x-added", "one").With("x-secret", "hidden"));

        var seen = Assert.Single(Provider.Requests).Headers;
        Assert.Equal("from the environment", seen["x-set"]);
        Assert.Equal("ours", seen["x-replaced"]);
        Assert.Equal(["one", "two"], seen.All("x-added").SelectMany(value => value.Split(", ")));
        Assert.False(seen.Has("x-secret"));
    }

    [Fact]
    public async Task Handle_and_route_keep_the_path()
    {
        Provider.Otherwise(_ => Reply.Json("{}"));

        await Client.GetAsync("/handled/a");
        await Client.GetAsync("/routed/b?c");

        Assert.Equal(["/handled/a", "/routed/b?c"], Provider.Requests.Select(request => request.Target));
    }

    [Fact]
    public async Task The_upstream_is_told_who_asked_and_cannot_be_lied_to()
    {
        Provider.Enqueue(Reply.Json("{}"));

        await Client.SendAsync(Request.Get("/handled/a").With("x-forwarded-for", "10.9.8.7").With("x-forwarded-proto", "https"));

        var seen = Assert.Single(Provider.Requests).Headers;
        Assert.DoesNotContain("10.9.8.7", seen["x-forwarded-for"]!, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", seen["x-forwarded-for"]!, StringComparison.Ordinal);
        Assert.Equal("http", seen["x-forwarded-proto"]);
    }

    [Fact]
    public async Task A_stream_passes_the_proxy_event_by_event()
    {
        var gate = new Gate();
        Provider.Enqueue(Reply.Sse("data: one\n\ndata: two\n\n").HoldAfter("data: one\n\n", gate));
        await using var connection = await Client.StartAsync(Request.Get("/handled/events"));
        var live = await connection.ReceiveAsync();

        await live.ReadUntilAsync("data: one\n\n");
        gate.Open();

        Assert.Equal("data: one\n\ndata: two\n\n", (await live.ReadToEndAsync()).Text);
    }

    [Fact]
    public async Task An_upstream_that_is_down_is_502_and_says_nothing_of_it()
    {
        foreach (var request in (Request[])[Request.Get("/down/x"), Request.Post("/down/x", "the body")])
        {
            var answer = await Client.SendAsync(request);

            ErrorAssert.IsRefusal(answer, 502, "proxy_upstream_unreachable");
            Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_upstream_that_dies_before_it_answers_is_502()
    {
        Provider.Enqueue(Reply.Dead()).Enqueue(Reply.Garbage("not HTTP at all\r\n\r\n"));

        ErrorAssert.IsRefusal(await Client.SendAsync(Request.Post("/dying/x", "the body")), 502, "proxy_upstream_unreachable");
        ErrorAssert.IsRefusal(await Client.SendAsync(Request.Post("/dying/x", "the body")), 502, "proxy_upstream_unreachable");
    }

    [Fact]
    public async Task An_upstream_that_dies_in_the_middle_of_an_answer_leaves_it_cut()
    {
        // It dies when the client has what came before: a reset takes along what nobody has read yet.
        var gate = new Gate();
        Provider.Enqueue(Reply.Json("a long answer").HoldAt(6, gate).StopAt(6).ThenCut());
        await using var connection = await Client.StartAsync(Request.Get("/dying/x"));
        var live = await connection.ReceiveAsync();
        await live.ReadAtLeastAsync(6);
        gate.Open();

        var answer = await live.ReadToEndAsync();

        Assert.Equal(("a long", false), (answer.Text, answer.IsComplete));
    }

    [Fact]
    public async Task A_path_that_nothing_matches_is_404()
    {
        var answer = await Client.GetAsync("/nothing/here");

        Assert.Equal(404, answer.Status);
        ErrorAssert.HasIds(answer.Headers);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_body_larger_than_the_AI_limit_passes_the_plain_proxy()
    {
        Provider.Enqueue(Reply.Json("{}"));
        var body = new byte[40 << 20];

        Assert.Equal(200, (await Client.SendAsync(Request.Post("/handled/upload", body))).Status);
        Assert.Equal(body.Length, Assert.Single(Provider.Requests).Body.Length);
    }
}
