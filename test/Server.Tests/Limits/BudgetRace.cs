using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>Requests that may cost ten cents each, against a budget of five dollars.</summary>
internal static partial class BudgetRace
{
    public const int Requests = 1_000;
    public const decimal Amount = 5.00m;
    public const decimal WorstCase = 0.10m;

    private const int MostTokens = 1_000;

    public static GatewayConfigText Config { get; } = new()
    {
        Models = [],
        Ai = """
            model racer -> up:racer-1 {
            	input_price_per_1m 0
            	output_price_per_1m 100
            }
            api_key spender {
            	key spender-secret
            	organization_id acme
            }
            budget all {
            	per organization
            	usd 5.00
            	period total
            }
            """,
    };

    /// <summary>The provider uses 5 % to 100 % of what it may.</summary>
    public static void UseAnyPart(FakeProvider provider, Random random, bool streamed) => provider.Otherwise(_ =>
    {
        int used;
        lock (random)
        {
            used = random.Next(MostTokens / 20, MostTokens + 1);
        }

        return streamed ? ChatReplies.Stream(prompt: 5, completion: used) : ChatReplies.Plain(prompt: 5, completion: used);
    });

    /// <summary>Asks again as long as it is told to.</summary>
    public static async Task<Answer> AskUntilAnsweredAsync(World world, bool streamed, params string[] patience)
    {
        var body = streamed ? ChatRequests.Streamed("racer", MostTokens) : ChatRequests.Plain("racer", MostTokens);
        while (true)
        {
            var answer = await world.ClientWith("spender-secret").ChatAsync(body);
            if (answer.Status == 503 && patience.Any(code => answer.Text.Contains(code, StringComparison.Ordinal)))
                continue;
            if (answer.Status != 429)
                return answer;
            ErrorAssert.IsRefusal(answer, 429, "budget_held");
            Assert.Equal("1", answer.Headers["retry-after"]);
        }
    }

    /// <summary>Less was left at that moment than the request may cost.</summary>
    public static void ItIsSpent(Answer answer)
    {
        ErrorAssert.IsRefusal(answer, 402, "budget_exceeded");
        Assert.True(decimal.Parse(Left().Match(answer.Text).Groups[1].Value, CultureInfo.InvariantCulture) < WorstCase, answer.Text);
    }

    /// <summary>All that is not spent can be held at once, to the last tenth of a millicent that a token costs.</summary>
    public static async Task NothingIsHeldAsync(World world, decimal left)
    {
        var tokens = (int)(left / (WorstCase / MostTokens));
        if (tokens > 0)
            Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain("racer", tokens))).Status);
        Assert.Equal(402, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain("racer", tokens + 1))).Status);
    }

    [GeneratedRegex(@"and \$([0-9.]+) of \$5 are left")]
    private static partial Regex Left();
}
