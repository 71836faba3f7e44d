using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>What is held for the input of a request, as budgets show that are too small for its bytes.</summary>
[Trait("Category", "Process")]
public sealed class InputBoundTests
{
    // Some 770 tokens at most, and 150 by a quarter of its bytes.
    private static readonly string Text = new('x', 600);

    private static GatewayConfigText Config => new()
    {
        Ai = """
            model window -> up:gpt-4o {
            	context_window 300
            }
            api_key poor {
            	key poor-secret
            	monthly_token_budget 400
            }
            """,
    };

    [Fact]
    public async Task No_more_is_held_than_the_window_of_the_model_takes()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain());

        ErrorAssert.IsRefusal(await AskAsync(world, "fast-chat"), 429, "token_budget_exceeded");
        Assert.Equal(200, (await AskAsync(world, "window")).Status);
    }

    [Fact]
    public async Task Once_a_model_has_answered_enough_the_highest_that_it_made_of_text_is_held()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 150));
        for (var answers = 0; answers < 20; answers++)
        {
            ErrorAssert.IsRefusal(await AskAsync(world, "fast-chat"), 429, "token_budget_exceeded");
            Assert.Equal(200, (await world.Client.ChatAsync(Body("fast-chat"))).Status);
        }

        Assert.Equal(200, (await AskAsync(world, "fast-chat")).Status);
    }

    private static Task<Answer> AskAsync(World world, string model) => world.ClientWith("poor-secret").ChatAsync(Body(model));

    private static string Body(string model) => ChatRequests.Plain(model).Replace("hello", Text, StringComparison.Ordinal);
}
