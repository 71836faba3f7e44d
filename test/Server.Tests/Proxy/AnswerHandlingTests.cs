using FerroGate.Testing;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary><c>handle_response</c>, <c>replace_status</c>, <c>intercept</c> and <c>forward_auth</c>: answers that are looked at first.</summary>
[Trait("Category", "Process")]
public sealed class AnswerHandlingTests
{
    private const string Site = """
        handle /proxied* {
        	reverse_proxy $A {
        		@gone status 410
        		@teapot status 418
        		@private header X-Accel *
        		@copy header X-Copy *
        		replace_status @gone 404
        		handle_response @teapot {
        			respond "no coffee but {rp.status_code} {rp.header.X-Reason}" 503
        		}
        		handle_response @private {
        			copy_response_headers {
        				include X-Kept
        			}
        			respond "from elsewhere: {rp.header.X-Accel}"
        		}
        		handle_response @copy {
        			header X-Seen {rp.upstream.hostport}
        			copy_response 207
        		}
        		header_down -X-Secret
        		header_down X-Changed old new
        		header_down ?X-Default default
        	}
        }
        handle /intercepted* {
        	intercept {
        		@failed status 5xx
        		@gone status 410
        		replace_status @gone 404
        		handle_response @failed {
        			respond "sorry, {http.intercept.status_code} {http.intercept.header.X-Reason}" 502
        		}
        	}
        	reverse_proxy $A
        }
        handle /guarded* {
        	forward_auth $B {
        		uri /verify?for={uri}
        		copy_headers X-User X-Groups>X-Teams X-Absent
        	}
        	reverse_proxy $A
        }
        """;

    [Fact]
    public async Task Replace_status_changes_nothing_else()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("gone", 410).With("x-reason", "moved out"));

        var answer = await world.Client.GetAsync("/proxied");

        Assert.Equal((404, "gone", "moved out"), (answer.Status, answer.Text, answer.Headers["x-reason"]));
    }

    [Fact]
    public async Task Handle_response_answers_in_place_of_the_upstream_and_knows_what_it_said()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("short and stout", 418).With("x-reason", "teapot"));

        var answer = await world.Client.GetAsync("/proxied");

        Assert.Equal((503, "no coffee but 418 teapot"), (answer.Status, answer.Text));
        Assert.False(answer.Headers.Has("x-reason"));
    }

    [Fact]
    public async Task Headers_are_taken_over_only_where_they_are_copied()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("not this").With("x-accel", "/file").With("x-kept", "kept").With("x-lost", "lost"));

        var answer = await world.Client.GetAsync("/proxied");

        Assert.Equal((200, "from elsewhere: /file", "kept"), (answer.Status, answer.Text, answer.Headers["x-kept"]));
        Assert.False(answer.Headers.Has("x-lost"));
    }

    [Fact]
    public async Task Copy_response_sends_the_answer_after_all()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("the body").With("x-copy", "1").With("x-secret", "hidden").With("x-changed", "old and old"));

        var answer = await world.Client.GetAsync("/proxied");

        Assert.Equal((207, "the body"), (answer.Status, answer.Text));
        Assert.Equal((world.Upstreams[0].Address.Authority, "new and new", "default"), (answer.Headers["x-seen"], answer.Headers["x-changed"], answer.Headers["x-default"]));
        Assert.False(answer.Headers.Has("x-secret"));
    }

    [Theory]
    [InlineData(200, 200, "a")]
    [InlineData(410, 404, "a")]
    [InlineData(503, 502, "sorry, 503 tired")]
    public async Task Intercept_puts_answers_in_place_of_those_of_what_follows(int status, int expected, string text)
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("a", status).With("x-reason", "tired").With("content-language", "en"));

        var answer = await world.Client.GetAsync("/intercepted");

        Assert.Equal((expected, text, true), (answer.Status, answer.Text, answer.IsComplete));
    }

    [Theory]
    [InlineData("/proxied", 410, "HTTP/1.1 404 Not Found")]
    [InlineData("/intercepted", 410, "HTTP/1.1 404 Not Found")]
    [InlineData("/intercepted", 503, "HTTP/1.1 502 Bad Gateway")]
    [InlineData("/intercepted", 200, "HTTP/1.1 200 Scripted")]
    public async Task Another_status_does_not_keep_the_reason_of_the_one_before(string path, int status, string line)
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("a", status));
        await using var connection = await world.Client.StartAsync(Request.Get(path));

        Assert.Equal(line, (await connection.Reader.ReadHeadAsync(Patience.Token()))?.FirstLine);
    }

    [Fact]
    public async Task Forward_auth_lets_pass_what_the_other_server_allows_with_the_headers_that_it_gives()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[1].Otherwise(_ => Reply.Json("", 200).With("x-user", "ada").With("x-groups", "admins").With("x-other", "no"));

        var answer = await world.Client.SendAsync(Request.Post("/guarded/x?y=z", "the body")
            .With("X-User", "forged").With("X-Absent", "forged").With("X-Kept", "kept"));

        var question = Assert.Single(world.Upstreams[1].Requests);
        Assert.Equal(("GET", "/verify?for=%2Fguarded%2Fx%3Fy%3Dz", ""), (question.Method, question.Target, question.Text));
        Assert.Equal(("POST", "/guarded/x?y=z"), (question.Headers["x-forwarded-method"], question.Headers["x-forwarded-uri"]));
        var seen = Assert.Single(world.Upstreams[0].Requests);
        Assert.Equal((200, "the body"), (answer.Status, seen.Text));
        Assert.Equal(("ada", "admins", "kept"), (seen.Headers["x-user"], seen.Headers["x-teams"], seen.Headers["x-kept"]));
        Assert.False(seen.Headers.Has("x-absent"));
        Assert.False(answer.Headers.Has("x-other"));
    }

    [Fact]
    public async Task Asking_for_another_protocol_shows_no_more_than_asking_for_none()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[0].Otherwise(_ => Reply.Json("not this").With("x-accel", "/file").With("x-secret", "hidden"));

        var answer = await world.Client.SendAsync(Request.Get("/proxied").With("Connection", "Upgrade").With("Upgrade", "foo"));

        Assert.Equal((200, "from elsewhere: /file"), (answer.Status, answer.Text));
        Assert.False(answer.Headers.Has("x-secret"));
    }

    [Fact]
    public async Task Nobody_takes_the_headers_of_forward_auth_away_or_brings_twins_of_them()
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[1].Otherwise(_ => Reply.Json("", 200).With("x-user", "ada"));

        await world.Client.SendAsync(Request.Get("/guarded").With("Connection", "X-User, X-Mine").With("X_User", "mallory").With("X-Mine", "1"));

        var seen = Assert.Single(world.Upstreams[0].Requests).Headers;
        Assert.Equal("ada", seen["x-user"]);
        Assert.False(seen.Has("x_user") || seen.Has("x-mine"));
    }

    [Fact]
    public async Task The_other_server_is_not_busy_with_what_it_has_allowed()
    {
        await using var world = await ProxyWorld.StartAsync("forward_auth $B {\n uri /verify\n unhealthy_request_count 1\n}\nreverse_proxy $A", upstreams: 2);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Json("held").HoldHead(gate));

        var held = world.Client.GetAsync("/held");
        await gate.ReachedAsync();
        var meanwhile = await world.Client.GetAsync("/other");
        gate.Open();
        await held;

        Assert.Equal(200, meanwhile.Status);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(302)]
    [InlineData(500)]
    public async Task What_the_other_server_does_not_allow_gets_its_answer(int status)
    {
        await using var world = await ProxyWorld.StartAsync(Site);
        world.Upstreams[1].Otherwise(_ => Reply.Json("no", status).With("location", "/login"));

        var answer = await world.Client.GetAsync("/guarded");

        Assert.Equal((status, "no", "/login"), (answer.Status, answer.Text, answer.Headers["location"]));
        Assert.Empty(world.Upstreams[0].Requests);
    }

    [Fact]
    public async Task Nobody_passes_while_the_other_server_cannot_be_reached()
    {
        await using var world = await ProxyWorld.StartAsync("forward_auth $NOBODY {\n uri /verify\n}\nreverse_proxy $A", upstreams: 1);

        Assert.Equal(502, (await world.Client.GetAsync("/")).Status);
        Assert.Empty(world.Upstreams[0].Requests);
    }
}
