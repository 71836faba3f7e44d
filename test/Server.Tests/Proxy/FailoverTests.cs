using System.Net;
using System.Net.Sockets;
using FerroGate.Testing;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>What happens to requests when an upstream is dead, slow or lies.</summary>
[Trait("Category", "Process")]
public sealed class FailoverTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_dead_upstream_is_felt_by_nobody_who_can_be_served(string method)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $NOBODY $A {\n lb_policy first\n}", upstreams: 1);

        for (var i = 0; i < 3; i++)
        {
            var answer = await world.Client.SendAsync(new Request(method, "/x") { Body = method == "POST" ? "the body"u8.ToArray() : null });
            Assert.Equal((200, "a"), (answer.Status, answer.Headers["x-upstream"]));
        }

        Assert.Equal(method == "POST" ? "the body" : "", world.Upstreams[0].Requests[0].Text);
    }

    [Fact]
    public async Task Nobody_else_is_tried_where_the_config_says_so()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $NOBODY $A {\n lb_policy first\n lb_retries 0\n}", upstreams: 1);

        Assert.Equal("502502", await world.AskAsync(2));
    }

    [Theory]
    [InlineData("GET", "lb_retries 1", 200)]
    [InlineData("POST", "lb_retries 1", 502)]
    [InlineData("POST", "lb_retries 1\n lb_retry_match method POST", 200)]
    [InlineData("GET", "lb_retries 1\n lb_retry_match method POST", 502)]
    [InlineData("GET", "lb_try_duration 5s", 200)]
    [InlineData("GET", "", 502)]
    public async Task What_an_upstream_may_have_begun_with_is_repeated_only_if_that_is_safe(string method, string retries, int status)
    {
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A $B {{\n lb_policy first\n lb_try_interval 0\n {retries}\n}}", upstreams: 2);
        world.Upstreams[0].Otherwise(_ => Reply.Dead());

        var answer = await world.Client.SendAsync(new Request(method, "/x"));

        Assert.Equal((status, 1), (answer.Status, world.Upstreams[0].Requests.Count));
        Assert.Equal(status == 200 ? 1 : 0, world.Upstreams[1].Requests.Count);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task What_must_not_be_repeated_reaches_an_upstream_that_hangs_up_once(string method)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        await world.Client.GetAsync("/a-connection-that-is-kept");
        world.Upstreams[0].Forget();
        world.Upstreams[0].Otherwise(_ => Reply.Garbage("").ThenCut());

        var answer = await world.Client.SendAsync(new Request(method, "/x"));

        Assert.Equal((502, 1), (answer.Status, world.Upstreams[0].Requests.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("request_buffers 1KiB")]
    public async Task A_body_that_went_to_one_upstream_is_not_missing_without_a_word_at_the_next(string option)
    {
        await using var world = await ProxyWorld.StartAsync($$"""
            reverse_proxy $A {
            	{{option}}
            	handle_response {
            		reverse_proxy $B
            	}
            }
            """, upstreams: 2);

        var answer = await world.Client.SendAsync(Request.Post("/x", "the body") with { ChunkSize = 3 });
        var without = await world.Client.GetAsync("/x");

        Assert.Equal((502, 200, "b"), (answer.Status, without.Status, without.Headers["x-upstream"]));
        Assert.Equal("/x", Assert.Single(world.Upstreams[1].Requests).Target);
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\ncontent-length: 5\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 205 Reset Content\r\ncontent-length: 5\r\n\r\nhello", 205)]
    [InlineData("HTTP/1.1 000 Zero\r\ncontent-length: 0\r\n\r\n", 502)]
    public async Task A_status_that_can_have_no_body_has_none_and_what_is_no_status_is_a_502(string bytes, int status)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Garbage(bytes).ThenCut());

        Assert.Equal(status, (await world.Client.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData("a..b")]
    [InlineData("a$b")]
    [InlineData("x:99999")]
    public async Task A_host_that_is_none_is_the_mistake_of_the_client(string host)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        await using var connection = await Connection.OpenAsync(world.Client.Host);
        await connection.SendAsync(System.Text.Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nhost: {host}\r\n\r\n"));

        Assert.Equal(400, (await connection.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_body_that_has_been_read_is_not_sent_again_unless_it_is_buffered()
    {
        await using var world = await ProxyWorld.StartAsync("""
            handle /buffered {
            	reverse_proxy $A $B {
            		lb_policy first
            		lb_retries 1
            		lb_retry_match method POST
            		request_buffers 1KiB
            	}
            }
            reverse_proxy $A $B {
            	lb_policy first
            	lb_retries 1
            	lb_retry_match method POST
            }
            """, upstreams: 2);
        world.Upstreams[0].Otherwise(_ => Reply.Dead());

        var streamed = await world.Client.SendAsync(Request.Post("/streamed", "the body"));
        var buffered = await world.Client.SendAsync(Request.Post("/buffered", "the body"));

        Assert.Equal((502, 200), (streamed.Status, buffered.Status));
        Assert.Equal("the body", Assert.Single(world.Upstreams[1].Requests).Text);
    }

    [Fact]
    public async Task An_upstream_that_comes_back_within_lb_try_duration_answers_those_who_waited()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n lb_try_duration 30s\n lb_try_interval 1ms\n}", upstreams: 1);
        var times = 0;
        world.Upstreams[0].Otherwise(_ => ++times < 4 ? Reply.Dead() : Reply.Json("back"));

        var answer = await world.Client.GetAsync("/");

        Assert.Equal((200, "back", 4), (answer.Status, answer.Text, times));
    }

    [Fact]
    public async Task Failures_that_are_remembered_keep_requests_away()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A $B {\n lb_policy first\n fail_duration 1h\n max_fails 2\n}", upstreams: 2);
        world.Upstreams[0].Otherwise(_ => Reply.Dead());

        Assert.Equal("502502bbb", await world.AskAsync(5));
    }

    [Fact]
    public async Task A_status_can_be_a_failure_although_it_is_passed_on()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A $B {\n lb_policy first\n fail_duration 1h\n unhealthy_status 5xx\n}", upstreams: 2);
        world.Upstreams[0].Otherwise(_ => Reply.Json("no", 503).With("x-upstream", "a"));

        Assert.Equal("abb", await world.AskAsync(3));
    }

    [Fact]
    public async Task Without_an_upstream_that_may_be_asked_the_answer_is_503()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n fail_duration 1h\n}", upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Dead());

        Assert.Equal("502503", await world.AskAsync(2));
    }

    [Fact]
    public async Task Who_has_enough_to_do_gets_no_more()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A $B {\n lb_policy first\n unhealthy_request_count 1\n}", upstreams: 2);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Json("held").HoldHead(gate));

        var held = world.Client.GetAsync("/held");
        await gate.ReachedAsync();
        var meanwhile = await world.AskAsync(1);
        gate.Open();
        await held;

        Assert.Equal("b", meanwhile);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: identity\r\ncontent-length: 5\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\nhello")]
    [InlineData("HTTP/1.1 999999 No\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("")]
    public async Task An_upstream_that_does_not_speak_HTTP_is_a_502(string bytes)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Garbage(bytes).ThenCut());

        var answer = await world.Client.GetAsync("/");

        Assert.Equal((502, "proxy_upstream_unreachable"), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhello")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n")]
    public async Task Half_an_answer_never_looks_like_a_whole_one(string bytes)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Garbage(bytes).ThenCut());

        Assert.False(await IsWholeAsync(world.Client));
    }

    [Fact]
    public async Task An_answer_that_does_not_begin_in_time_is_a_504()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n transport http {\n  response_header_timeout 100ms\n }\n}", upstreams: 1);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Json("late").HoldHead(gate));

        var answer = await world.Client.SendAsync(Request.Post("/", "the body"));
        gate.Open();

        Assert.Equal((504, "proxy_upstream_timeout"), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData("")]
    [InlineData("request_buffers 100MB")]
    public async Task An_upstream_that_takes_nothing_for_the_write_timeout_is_a_504(string option)
    {
        // Nobody accepts, but a kernel with much memory would take all of the body on his behalf.
        using var upstream = new TcpListener(IPAddress.Loopback, 0) { Server = { ReceiveBufferSize = 64 * 1024 } };
        upstream.Start();
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy {upstream.LocalEndpoint} {{\n {option}\n transport http {{\n  write_timeout 200ms\n }}\n}}", upstreams: 0);

        var answer = await world.Client.SendAsync(Request.Post("/", new byte[32 << 20]));

        Assert.Equal((504, "proxy_upstream_timeout"), (answer.Status, answer.ErrorCode));
    }

    [Fact]
    public async Task An_upstream_that_refuses_an_upload_and_closes_is_heard()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        world.Upstreams[0].Otherwise(_ => (Reply.Json("too much", 413) with { End = ReplyEnd.Cut }).WithoutReadingBody());
        using var client = new HttpClient();

        using var answer = await client.PostAsync(new Uri(world.Client.Host, "/"), new ByteArrayContent(new byte[32 << 20]), Patience.Token());

        Assert.Equal((413, "too much"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Patience.Token())));
    }

    [Fact]
    public async Task An_upstream_that_dies_during_an_upload_is_a_502()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        world.Upstreams[0].Otherwise(_ => Reply.Dead().WithoutReadingBody());
        using var client = new HttpClient();

        using var answer = await client.PostAsync(new Uri(world.Client.Host, "/"), new ByteArrayContent(new byte[32 << 20]), Patience.Token());

        Assert.Equal(502, (int)answer.StatusCode);
    }

    [Fact]
    public async Task An_answer_that_stops_in_the_middle_is_cut_after_read_timeout()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n transport http {\n  read_timeout 200ms\n }\n}", upstreams: 1);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Sse("data: one\n\ndata: two\n\n").HoldAfter("data: one\n\n", gate));

        var isWhole = await IsWholeAsync(world.Client);
        gate.Open();

        Assert.False(isWhole);
    }

    // What is cut may end with a reset, and then nothing more can be read of it.
    private static async Task<bool> IsWholeAsync(Client client)
    {
        try
        {
            var answer = await client.GetAsync("/");
            Assert.Equal(200, answer.Status);
            return answer.IsComplete;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
