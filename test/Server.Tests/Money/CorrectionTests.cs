using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>Entries of the ledger that are put right while the gateway runs.</summary>
[Trait("Category", "Process")]
public sealed class CorrectionTests
{
    private const string Owner = "owner-secret";

    private static GatewayConfigText Config => new()
    {
        Ai = """
            model free-chat -> up:gpt-unpriced
            api_key owner {
            	key owner-secret
            	scopes admin.read admin.write
            }
            api_key spender {
            	key spender-secret
            	organization_id acme
            	monthly_token_budget 1000
            }
            api_key clerk {
            	key clerk-secret
            	organization_id acme
            	scopes admin.write
            }
            api_key auditor {
            	key auditor-secret
            	organization_id acme
            	scopes admin.read
            }
            api_key stranger {
            	key stranger-secret
            	organization_id other
            	scopes admin.read admin.write
            }
            """,
    };

    [Fact]
    public async Task What_is_put_right_counts_at_once_in_budget_and_sums_and_the_ledger_is_whole()
    {
        await using var world = await World.StartAsync(Config);
        var exchange = await AskAsync(world, prompt: 900, completion: 98);
        ErrorAssert.IsRefusal(await SpendAsync(world, 100), 429, "token_budget_exceeded");

        var answer = await CorrectAsync(world, exchange, """{"usage":{"input_tokens":90,"output_tokens":10},"cost_nano_usd":500,"reason":"invoice 7"}""");

        Assert.Equal((201, "\"2\""), (answer.Status, answer.Headers["etag"]));
        Assert.Equal((90, 10, 500), Total(answer));
        var entry = answer.Json.GetProperty("correction");
        Assert.Equal((exchange, "invoice 7", -810), (entry.GetProperty("corrects").GetString(), entry.GetProperty("reason").GetString(), entry.GetProperty("usage").GetProperty("input_tokens").GetInt64()));
        Assert.Equal(200, (await SpendAsync(world, 100)).Status);

        var sum = await SumAsync(world, "key_id=spender");
        Assert.Equal((2, 3, 100 + 11 + 7), (sum.GetProperty("requests").GetInt64(), sum.GetProperty("entries").GetInt64(), sum.GetProperty("budget_tokens").GetInt64()));
        var verified = await Executable.RunAsync(["ledger", "verify", "-c", world.ConfigPath], world.Folder);
        Assert.Equal((0, "3 entries in 1 chains, whole\n"), (verified.ExitCode, verified.Output));
        var change = (await new AdminClient(world.Gateway.AdminUri, Owner).GetAsync("/admin/v1/audit-events?action=ledger.correct")).Json.GetProperty("data")[0];
        Assert.Equal(("owner", exchange, "invoice 7"), (change.GetProperty("actor").GetString(), change.GetProperty("target").GetString(), change.GetProperty("message").GetString()));

        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();
        Assert.Equal(200, (await SpendAsync(world, 700)).Status);
    }

    [Fact]
    public async Task The_same_is_put_right_once_however_often_and_at_once_it_is_said()
    {
        await using var world = await World.StartAsync(Config);
        var exchange = await AskAsync(world, prompt: 40, completion: 30);
        const string Body = """{"usage":{"output_tokens":10},"reason":"again and again"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CorrectAsync(world, exchange, Body)));

        Assert.Equal([200, 200, 200, 200, 200, 200, 200, 201], answers.Select(answer => answer.Status).Order());
        Assert.All(answers, answer => Assert.Equal((40, 10), (Total(answer).Input, Total(answer).Output)));
        Assert.Equal(2, (await SumAsync(world, "key_id=spender")).GetProperty("entries").GetInt64());

        var late = await CorrectAsync(world, exchange, """{"usage":{"output_tokens":11},"reason":"late"}""", version: 1);
        var right = await CorrectAsync(world, exchange, """{"usage":{"output_tokens":11},"reason":"in time"}""", version: 2);
        Assert.Equal((412, 201, "\"3\""), (late.Status, right.Status, right.Headers["etag"]));
    }

    [Fact]
    public async Task A_cost_that_was_unknown_can_be_nothing_and_is_known_then()
    {
        await using var world = await World.StartAsync(Config);
        var exchange = await AskAsync(world, prompt: 40, completion: 30, model: "free-chat");
        Assert.Equal(1, (await SumAsync(world, "key_id=spender")).GetProperty("unknown_cost_entries").GetInt64());

        var answer = await CorrectAsync(world, exchange, """{"cost_nano_usd":0,"reason":"a gift"}""");

        Assert.Equal((201, 0), (answer.Status, answer.Json.GetProperty("cost_nano_usd").GetInt64()));
        Assert.Equal(0, (await SumAsync(world, "key_id=spender")).GetProperty("unknown_cost_entries").GetInt64());
        Assert.Equal(201, (await CorrectAsync(world, exchange, """{"cost_nano_usd":7,"reason":"none after all"}""")).Status);
        var sum = await SumAsync(world, "key_id=spender");
        Assert.Equal((0, 7), (sum.GetProperty("unknown_cost_entries").GetInt64(), sum.GetProperty("cost_nano_usd").GetInt64()));
    }

    [Fact]
    public async Task Owners_of_the_tenant_put_right_what_is_theirs_and_others_see_nothing_of_it()
    {
        await using var world = await World.StartAsync(Config);
        var exchange = await AskAsync(world, prompt: 40, completion: 30);
        const string Body = """{"usage":{"output_tokens":10},"reason":"ours"}""";

        var unknown = await CorrectAsync(world, Guid.NewGuid().ToString(), Body);
        Assert.Equal(404, unknown.Status);
        Assert.Equal("application/problem+json", unknown.Headers["content-type"]);
        Assert.Equal(404, (await CorrectAsync(world, "no-id", Body)).Status);
        Assert.Equal(404, (await CorrectAsync(world, exchange, Body, "stranger-secret")).Status);
        Assert.Equal(403, (await CorrectAsync(world, exchange, Body, "auditor-secret")).Status);
        Assert.Equal(401, (await CorrectAsync(world, exchange, Body, "nobody")).Status);
        var made = await CorrectAsync(world, exchange, Body, "clerk-secret");
        Assert.Equal(201, made.Status);
        Assert.Equal(404, (await CorrectAsync(world, made.Json.GetProperty("correction").GetProperty("exchange_id").GetString()!, Body)).Status);
    }

    [Theory]
    [InlineData("""{"usage":{"output_tokens":1},"reason":"r","note":"n"}""")]
    [InlineData("""{"usage":{"output":1},"reason":"r"}""")]
    [InlineData("""{"usage":{"output_tokens":-1},"reason":"r"}""")]
    [InlineData("""{"usage":{"output_tokens":1.5},"reason":"r"}""")]
    [InlineData("""{"usage":{"output_tokens":1000000000031},"reason":"r"}""")]
    [InlineData("""{"usage":{"reasoning_tokens":1},"reason":"r"}""")]
    [InlineData("""{"cost_nano_usd":-1,"reason":"r"}""")]
    [InlineData("""{"cost_nano_usd":200000000000000,"reason":"r"}""")]
    [InlineData("""{"usage":{"output_tokens":1},"reason":" "}""")]
    [InlineData("""{"usage":{"output_tokens":1}}""")]
    [InlineData("""{"reason":"r"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public async Task What_cannot_be_right_is_refused(string body)
    {
        await using var world = await World.StartAsync(Config);
        var exchange = await AskAsync(world, prompt: 40, completion: 30);

        var answer = await CorrectAsync(world, exchange, body);

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Headers["content-type"]));
        Assert.Equal(1, (await SumAsync(world, "key_id=spender")).GetProperty("entries").GetInt64());
    }

    [Fact]
    public async Task Failed_attempts_and_parts_of_the_usage_are_put_right_too()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => Reply.Json(
            """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":40,"completion_tokens":30,"total_tokens":70,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":20}}}"""));
        var answered = await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain());
        var exchange = (await world.Admin.EntryOfAsync(answered.Headers)).ExchangeId;

        var answer = await CorrectAsync(world, exchange, """{"usage":{"cached_input_tokens":0,"reasoning_tokens":25},"reason":"r"}""");

        Assert.Equal(201, answer.Status);
        var usage = answer.Json.GetProperty("usage");
        Assert.Equal((40, 0, 25), (usage.GetProperty("input_tokens").GetInt64(), usage.GetProperty("cached_input_tokens").GetInt64(), usage.GetProperty("reasoning_tokens").GetInt64()));
        Assert.Equal(404, (await CorrectAsync(world, exchange, """{"failed_attempt":1,"usage":{"output_tokens":1},"reason":"r"}""")).Status);
    }

    [Fact]
    public async Task The_command_asks_the_running_gateway()
    {
        await using var world = await World.StartAsync(Config);
        var exchange = await AskAsync(world, prompt: 40, completion: 30);
        string[] correct = ["ledger", "correct", exchange, "--output", "10", "--cost", "0.5", "--reason", "invoice 7", "--admin-url", world.Gateway.AdminUri.AbsoluteUri];

        var made = await Executable.RunAsync([.. correct, "--admin-token", Owner], world.Folder);
        var again = await Executable.RunAsync([.. correct, "--admin-token", Owner], world.Folder);
        var refused = await Executable.RunAsync([.. correct, "--admin-token", "auditor-secret"], world.Folder);
        var misused = await Executable.RunAsync(correct, world.Folder);

        Assert.Equal((0, 1, 1, 2), (made.ExitCode, again.ExitCode, refused.ExitCode, misused.ExitCode));
        Assert.Contains("input 0, output -20, cost +$", made.Output, StringComparison.Ordinal);
        Assert.Contains("with these numbers already", again.Error, StringComparison.Ordinal);
        Assert.Contains("answered 403", refused.Error, StringComparison.Ordinal);
        Assert.Equal(500_000_000, (await SumAsync(world, "key_id=spender")).GetProperty("cost_nano_usd").GetInt64());
    }

    private static async Task<string> AskAsync(World world, long prompt, long completion, string model = "fast-chat")
    {
        world.Provider.Enqueue(ChatReplies.Plain(prompt, completion));
        var answer = await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(model: model));
        return (await world.Admin.EntryOfAsync(answer.Headers)).ExchangeId;
    }

    private static Task<Answer> SpendAsync(World world, int maxTokens)
    {
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        return world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: maxTokens));
    }

    private static Task<Answer> CorrectAsync(World world, string exchange, string body, string secret = Owner, int? version = null)
    {
        var request = Request.Post($"/admin/v1/billing-events/{exchange}/corrections", body).As(secret);
        return new Client(world.Gateway.AdminUri).SendAsync(version is null ? request : request.With("if-match", $"\"{version}\""));
    }

    private static async Task<JsonElement> SumAsync(World world, string query) =>
        (await world.Admin.GetAsync($"/admin/v1/usage-aggregates?{query}")).Json.GetProperty("data")[0];

    private static (long Input, long Output, long Cost) Total(Answer answer)
    {
        var usage = answer.Json.GetProperty("usage");
        return (usage.GetProperty("input_tokens").GetInt64(), usage.GetProperty("output_tokens").GetInt64(), answer.Json.GetProperty("cost_nano_usd").GetInt64());
    }
}
