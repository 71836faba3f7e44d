using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>Budgets in US dollars: what they hold and refuse, in the words of each protocol, and what is left when they end.</summary>
[Trait("Category", "Process")]
public sealed class MoneyBudgetTests
{
    // A dollar for a thousand tokens of output, so that a request for a thousand of them may cost a dollar and a little.
    private static GatewayConfigText Config(string budget) => new()
    {
        Models = [],
        Ai = $$"""
            model dear -> up:dear-1 {
            	input_price_per_1m 0
            	output_price_per_1m 1000
            	fallback up:cheap-1 {
            		input_price_per_1m 0
            		output_price_per_1m 10
            	}
            	fallback up:unpriced-1
            }
            model unpriced -> up:unpriced-1
            api_key spender {
            	key spender-secret
            	team_id dev
            }
            budget money {
            	per team
            	{{budget}}
            }
            """,
    };

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"dear","max_tokens":1000,"messages":[{"role":"user","content":"hi"}]}""", "insufficient_quota")]
    [InlineData("/v1/responses", """{"model":"dear","max_output_tokens":1000,"input":"hi"}""", "insufficient_quota")]
    [InlineData("/v1/messages", """{"model":"dear","max_tokens":1000,"messages":[{"role":"user","content":"hi"}]}""", "billing_error")]
    [InlineData("/v1beta/models/dear:generateContent", """{"generationConfig":{"maxOutputTokens":1000},"contents":[{"parts":[{"text":"hi"}]}]}""", "RESOURCE_EXHAUSTED")]
    public async Task Less_money_than_a_request_may_cost_is_402_in_the_words_of_its_protocol(string path, string body, string type)
    {
        await using var world = await World.StartAsync(Config("usd 0.99"));

        var answer = await world.ClientWith("spender-secret").SendAsync(Request.Post(path, body).With("authorization", "Bearer spender-secret"));

        Assert.Equal(402, answer.Status);
        Assert.Equal("false", answer.Headers["x-should-retry"]);
        Assert.Contains($"\"{type}\"", answer.Text, StringComparison.Ordinal);
        Assert.Contains("This request may cost $1, and $0.99 of $0.99 are left in the budget 'money' of the team '/dev'", answer.Text, StringComparison.Ordinal);
        Assert.Empty(world.Provider.Requests);
    }

    [Fact]
    public async Task What_was_spent_is_known_after_a_restart_and_after_a_kill()
    {
        await using var world = await World.StartAsync(Config("usd 2.5\nperiod total"));
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 5, completion: 800));
        Assert.Equal(200, (await Ask(world)).Status);
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await world.StartGatewayAsync();
        Assert.Equal(200, (await Ask(world)).Status);
        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();

        var refused = await Ask(world);

        ErrorAssert.IsRefusal(refused, 402, "budget_exceeded");
        Assert.Contains("$0.9 of $2.5 are left", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_its_end_cheaper_targets_answer_where_that_is_said()
    {
        await using var world = await World.StartAsync(Config("usd 1.5\nat_end cheaper"));
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 5, completion: 800));

        var (first, second) = (await Ask(world), await Ask(world));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal(["dear-1", "cheap-1"], world.Provider.Requests.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("model").GetString()));
        Assert.Equal("cheap-1", second.Headers["x-ferrogate-model"]);
    }

    [Fact]
    public async Task A_target_without_a_price_is_not_asked_and_a_model_without_any_is_403()
    {
        await using var world = await World.StartAsync(Config("usd 10"));
        world.Provider.Otherwise(_ => Reply.Error(500, "No"));

        var unpriced = await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(model: "unpriced"));
        var failed = await Ask(world);

        ErrorAssert.IsRefusal(unpriced, 403, "price_unknown");
        Assert.Equal("2", failed.Headers["x-ferrogate-attempts"]);
        Assert.DoesNotContain(world.Provider.Requests, request => request.Text.Contains("unpriced-1", StringComparison.Ordinal));
    }

    private static Task<Answer> Ask(World world) => world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(model: "dear", maxTokens: 1000));
}
