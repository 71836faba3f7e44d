using FerroGate.Server.Tests.Upgrades;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using FerroGate.Testing.Redis;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>A gateway that counts in Redis: how it begins, ends, dies and hands over.</summary>
[Trait("Category", "Process")]
public sealed class FleetGatewayTests : IAsyncLifetime
{
    private RedisServer _redis = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        _redis = await RedisServer.StartAsync();
    }

    public ValueTask DisposeAsync() => _redis is null ? ValueTask.CompletedTask : _redis.DisposeAsync();

    private GatewayConfigText Config => new()
    {
        Data = $"redis {_redis.Configuration}",
        Ai = """
            api_key poor {
            	key poor-secret
            	monthly_token_budget 1000
            }
            budget strict {
            	api_key_ids tester
            	tokens 100000
            }
            """,
    };

    [Fact]
    public async Task It_starts_without_Redis_refuses_what_is_strict_by_its_name_and_admits_when_Redis_is_there()
    {
        await _redis.StopAsync();
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain());

        var refused = await world.Client.ChatAsync(ChatRequests.Plain());
        ErrorAssert.IsRefusal(refused, 503, "limits_unavailable");
        Assert.Contains("'strict'", refused.Text, StringComparison.Ordinal);
        Assert.Equal("1", refused.Headers["retry-after"]);
        Assert.Contains("ferrogate_limits_away{} 1", (await world.Admin.GetAsync("/metrics")).Text, StringComparison.Ordinal);
        Assert.Contains("Redis is away.", world.Gateway.Error, StringComparison.Ordinal);

        await _redis.StartAgainAsync();

        await Testing.Patience.UntilAsync(() => world.Client.ChatAsync(ChatRequests.Plain()), answer => answer.Status == 200, "Redis to be used");
        Assert.Contains("ferrogate_limits_away{} 0", (await world.Admin.GetAsync("/metrics")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_gateway_held_is_free_and_what_it_owes_counts_when_it_is_started_again()
    {
        await using var world = await World.StartAsync(Config);
        await BudgetsAreOpenAsync(world);
        world.Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), new Gate()));
        await using var connection = await world.ClientWith("poor-secret").StartAsync(Request.Chat(ChatRequests.Streamed(maxTokens: 500)));
        await (await connection.ReceiveAsync()).ReadUntilAsync(ChatReplies.Word("one"));
        ErrorAssert.IsRefusal(await world.ClientWith("poor-secret").ChatAsync(ChatRequests.Plain(maxTokens: 500)), 429, "budget_held");

        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();

        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 5));
        await Testing.Patience.UntilAsync(
            () => world.ClientWith("poor-secret").ChatAsync(ChatRequests.Plain(maxTokens: 500)), now => now.Status == 200, "the hold to be gone");
        ErrorAssert.IsRefusal(await world.ClientWith("poor-secret").ChatAsync(ChatRequests.Plain(maxTokens: 828)), 429, "token_budget_exceeded");
    }

    [Fact]
    public async Task What_the_old_process_of_an_upgrade_has_begun_is_held_until_it_ends_and_counts_then()
    {
        await using var upgraded = await UpgradedWorld.StartAsync(Config);
        var world = upgraded.World;
        await BudgetsAreOpenAsync(world);
        var poor = world.ClientWith("poor-secret");
        var gate = new Gate();
        world.Provider.Enqueue(Reply.Sse(ChatReplies.StreamText("one two") + ChatReplies.UsageEvent(300, 200) + ChatReplies.Done)
            .HoldAfter(ChatReplies.Word("one"), gate));
        await using var connection = await poor.StartAsync(Request.Chat(ChatRequests.Streamed(maxTokens: 400)));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);

        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 5));
        ErrorAssert.IsRefusal(await poor.ChatAsync(ChatRequests.Plain(maxTokens: 300)), 429, "budget_held");
        Assert.Equal(200, (await poor.ChatAsync(ChatRequests.Plain(maxTokens: 100))).Status);
        gate.Open();
        Assert.True((await live.ReadToEndAsync()).IsComplete);
        await upgraded.OldOnesEndAsync();
        await Testing.Patience.UntilAsync(
            () => poor.ChatAsync(ChatRequests.Plain(maxTokens: 300)), now => now.Status == 200, "the budget to be free again");
        ErrorAssert.IsRefusal(await poor.ChatAsync(ChatRequests.Plain(maxTokens: 600)), 429, "token_budget_exceeded");
    }

    [Fact]
    public async Task What_is_put_right_in_the_ledger_counts_when_the_answer_is_there()
    {
        var config = Config with { Ai = Config.Ai + "\napi_key owner {\n\tkey owner-secret\n\tscopes admin.read admin.write\n}" };
        await using var world = await World.StartAsync(config);
        await BudgetsAreOpenAsync(world);
        var poor = world.ClientWith("poor-secret");
        world.Provider.Enqueue(ChatReplies.Plain(prompt: 800, completion: 190));
        var answered = await poor.ChatAsync(ChatRequests.Plain(maxTokens: 190));
        Assert.Equal(200, answered.Status);
        await Testing.Patience.UntilAsync(() => poor.ChatAsync(ChatRequests.Plain(maxTokens: 500)), answer => answer.Text.Contains("token_budget_exceeded", StringComparison.Ordinal), "it to be spent");
        var exchange = (await world.Admin.EntryOfAsync(answered.Headers)).ExchangeId;

        var right = await new Client(world.Gateway.AdminUri).SendAsync(
            Request.Post($"/admin/v1/billing-events/{exchange}/corrections", """{"usage":{"input_tokens":10,"output_tokens":0},"reason":"r"}""").As("owner-secret"));

        Assert.Equal(201, right.Status);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 5));
        Assert.Equal(200, (await poor.ChatAsync(ChatRequests.Plain(maxTokens: 500))).Status);
    }

    // A Redis that is new may be one that has lost its data, so others get time to come back.
    private static async Task BudgetsAreOpenAsync(World world)
    {
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 1, completion: 1));
        await Testing.Patience.UntilAsync(() => world.ClientWith("poor-secret").ChatAsync(ChatRequests.Plain(maxTokens: 1)), answer => answer.Status == 200, "budgets to be open");
    }
}
