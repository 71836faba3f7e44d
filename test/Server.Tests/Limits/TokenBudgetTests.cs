using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>A month's tokens are counted once, held while they are open, and known after any end of the process.</summary>
[Trait("Category", "Process")]
public sealed class TokenBudgetTests
{
    private const int Budget = 1000;

    private static GatewayConfigText Config => new()
    {
        Ai = $$"""
            api_key spender {
            	key spender-secret
            	monthly_token_budget {{Budget}}
            }
            api_key saver {
            	key saver-secret
            	monthly_token_budget {{Budget}}
            }
            """,
    };

    [Fact]
    public async Task What_was_spent_is_still_spent_after_a_restart()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 900, completion: 98));
        Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain())).Status);
        IsSpent(await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain()));

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await world.StartGatewayAsync();

        IsSpent(await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain()));
        Assert.Equal(200, (await world.ClientWith("saver-secret").ChatAsync(ChatRequests.Plain())).Status);
        Assert.Equal(2, world.Provider.Requests.Count);
    }

    [Fact]
    public async Task What_was_spent_is_still_spent_after_a_kill()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 900, completion: 98));
        Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain())).Status);

        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();

        IsSpent(await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain()));
        Assert.Single(world.Provider.Requests);
    }

    [Fact]
    public async Task What_a_killed_process_held_is_free_again()
    {
        await using var world = await World.StartAsync(Config);
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        await using var open = await world.ClientWith("spender-secret").StartAsync(Request.Chat(ChatRequests.Plain(maxTokens: 800)));
        await gate.ReachedAsync();

        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();

        world.Provider.Enqueue(ChatReplies.Plain());
        Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: 800))).Status);
        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= 2, "both entries");
        Assert.Equal(["crashed", "finished"], ledger.Select(entry => entry.Ending).Order());
    }

    [Fact]
    public async Task Requests_at_once_cannot_hold_more_than_there_is()
    {
        await using var world = await World.StartAsync(Config);
        var gate = new Gate();
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 300).HoldHead(gate));
        var answers = Enumerable.Range(0, 10)
            .Select(_ => world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: 300))).ToList();

        await Testing.Patience.UntilAsync(
            () => Task.FromResult((Refused: answers.Count(answer => answer.IsCompleted), Asked: world.Provider.Requests.Count)),
            now => now.Refused + now.Asked == answers.Count,
            "each request to be refused or asked");
        gate.Open();
        var all = await Task.WhenAll(answers);

        // Each holds 300 and a bound of its prompt, so of 1,000 there is enough for two, and for three at most.
        Assert.InRange(all.Count(answer => answer.Status == 200), 2, Budget / 300);
        Assert.All(all.Where(answer => answer.Status != 200), answer => Assert.Equal(429, answer.Status));
        Assert.Equal(all.Count(answer => answer.Status == 200), world.Provider.Requests.Count);
        var ledger = await world.Admin.WaitForBillingEventsAsync(entries => entries.Count >= world.Provider.Requests.Count, "each entry");
        Assert.InRange(ledger.Sum(entry => entry.InputTokens + entry.OutputTokens) ?? 0, 1, Budget);
    }

    [Fact]
    public async Task A_refusal_holds_and_spends_nothing()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        for (var i = 0; i < 5; i++)
            IsSpent(await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: 5000)));

        Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: 800))).Status);
        Assert.Single(world.Provider.Requests);
    }

    [Fact]
    public async Task An_error_of_the_provider_spends_nothing()
    {
        await using var world = await World.StartAsync(Config);
        for (var i = 0; i < 5; i++)
        {
            world.Provider.Enqueue(Reply.Error(400, "No"));
            Assert.Equal(400, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: 800))).Status);
        }

        world.Provider.Enqueue(ChatReplies.Plain());
        Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain(maxTokens: 800))).Status);
    }

    private static void IsSpent(Answer answer)
    {
        ErrorAssert.IsRefusal(answer, 429, "token_budget_exceeded");
        Assert.Equal("false", answer.Headers["x-should-retry"]);
    }
}
