using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>Limits with a name, at the levels of a tenant and per model: what they refuse, and what clients are told of them.</summary>
[Trait("Category", "Process")]
public sealed class NamedLimitTests(NamedLimitTests.Site site) : WorldTests(site), IClassFixture<NamedLimitTests.Site>
{
    /// <summary>Each test has keys of its own.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Models = ["fast-chat", "other-chat"],
        Ai = """
            api_key ann {
            	key ann-secret
            	team_id dev
            }
            api_key bob {
            	key bob-secret
            	team_id dev
            }
            api_key cleo {
            	key cleo-secret
            	team_id ops
            }
            api_key tokens {
            	key tokens-secret
            }
            api_key busy {
            	key busy-secret
            	user_id busy
            }
            api_key small {
            	key small-secret
            	organization_id small
            }
            limit team-requests {
            	per team
            	per_model true
            	requests_per_minute 3
            }
            limit tokens {
            	api_key_ids tokens
            	tokens_per_minute 1000
            }
            limit at-a-time {
            	user_ids bus*
            	concurrent_requests 2
            }
            limit size {
            	organization_ids small
            	request_size 2000
            }
            limit size-of-model {
            	organization_ids small
            	models other-chat
            	request_size 500
            }
            """,
    });

    [Fact]
    public async Task A_team_shares_its_requests_for_each_model()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        Assert.Equal(200, (await Ask("ann")).Status);
        Assert.Equal(200, (await Ask("bob")).Status);
        var third = await Ask("ann");
        Assert.Equal((200, "3", "0"), (third.Status, third.Headers["x-ratelimit-limit-requests"], third.Headers["x-ratelimit-remaining-requests"]));

        var refused = await Ask("bob");

        ErrorAssert.IsRefusal(refused, 429, "rate_limit_exceeded");
        Assert.Contains("The limit 'team-requests' of the team '/dev' for the model 'fast-chat' may send 3 requests in a minute.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(200, (await World.ClientWith("bob-secret").ChatAsync(ChatRequests.Plain(model: "other-chat"))).Status);
        Assert.Equal(200, (await Ask("cleo")).Status);
    }

    [Fact]
    public async Task Tokens_in_a_minute_are_told_in_the_words_of_each_protocol_and_given_back_when_they_were_not_used()
    {
        Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 20));
        var first = await World.ClientWith("tokens-secret").ChatAsync(ChatRequests.Plain(maxTokens: 500));
        Assert.Equal(("1000", 200), (first.Headers["x-ratelimit-limit-tokens"], first.Status));
        Assert.InRange(int.Parse(first.Headers["x-ratelimit-remaining-tokens"]!, null), 100, 500);

        // It has used 30, so most of a thousand is there.
        var second = await World.ClientWith("tokens-secret").ChatAsync(ChatRequests.Plain(maxTokens: 750));
        Assert.Equal(200, second.Status);

        var refused = await World.ClientWith("tokens-secret").SendAsync(Request.Post("/v1/messages", """
            {"model":"fast-chat","max_tokens":990,"messages":[{"role":"user","content":"hello"}]}
            """).With("x-api-key", "tokens-secret"));
        Assert.Equal(429, refused.Status);
        Assert.Equal("1000", refused.Headers["anthropic-ratelimit-tokens-limit"]);
        Assert.Matches("^20..-..-..T..:..:..Z$", refused.Headers["anthropic-ratelimit-tokens-reset"]);
        Assert.Contains("\"rate_limit_error\"", refused.Text, StringComparison.Ordinal);

        var never = await World.ClientWith("tokens-secret").ChatAsync(ChatRequests.Plain(maxTokens: 1001));
        ErrorAssert.IsRefusal(never, 429, "rate_limit_exceeded");
        Assert.Equal("false", never.Headers["x-should-retry"]);
        Assert.False(never.Headers.Has("retry-after"), never.ToString());
    }

    [Fact]
    public async Task Requests_at_a_time_are_limited_and_each_end_lets_the_next_one_in()
    {
        var gate = new Gate();
        Provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        Provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        await using var first = await World.ClientWith("busy-secret").StartAsync(Request.Chat(ChatRequests.Plain()));
        await using var second = await World.ClientWith("busy-secret").StartAsync(Request.Chat(ChatRequests.Plain()));
        await Testing.Patience.UntilAsync(() => Task.FromResult(Provider.Requests.Count), count => count == 2, "both requests");

        var refused = await Ask("busy");
        gate.Open();
        Assert.Equal(200, (await (await first.ReceiveAsync()).ReadToEndAsync()).Status);
        Assert.Equal(200, (await (await second.ReceiveAsync()).ReadToEndAsync()).Status);

        ErrorAssert.IsRefusal(refused, 429, "concurrency_limit_exceeded");
        Assert.Equal("1", refused.Headers["retry-after"]);
        Provider.Otherwise(_ => ChatReplies.Plain());
        await Testing.Patience.UntilAsync(() => Ask("busy"), answer => answer.Status == 200, "room for another request");
    }

    [Theory]
    [InlineData("fast-chat", 1000, 200)]
    [InlineData("fast-chat", 2000, 413)]
    [InlineData("other-chat", 300, 200)]
    [InlineData("other-chat", 1000, 413)]
    public async Task A_request_may_be_too_large_for_its_tenant_or_for_its_model(string model, int letters, int status)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var body = ChatRequests.Plain(model: model).Replace("hello", new string('h', letters), StringComparison.Ordinal);

        var answer = await World.ClientWith("small-secret").ChatAsync(body);

        Assert.Equal(status, answer.Status);
        if (status == 413)
            ErrorAssert.IsRefusal(answer, 413, "payload_too_large");
    }

    private Task<Answer> Ask(string key) => World.ClientWith($"{key}-secret").ChatAsync(ChatRequests.Plain());
}
