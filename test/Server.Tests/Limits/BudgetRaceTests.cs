using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>
/// A thousand requests at once, each of which may cost ten cents, against five dollars: all of the money can be spent, and no more. Whoever
/// is told that the rest is only held asks again; whoever is told that it is spent was told the truth.
/// </summary>
[Trait("Category", "Process")]
public sealed partial class BudgetRaceTests
{
    private const int Requests = 1_000;
    private const decimal Amount = 5.00m;
    private const decimal WorstCase = 0.10m;
    private const int MostTokens = 1_000;

    private static GatewayConfigText Config => new()
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

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task No_crowd_spends_more_than_there_is_or_leaves_any_of_it(bool streamed, int seed)
    {
        await using var world = await World.StartAsync(Config);
        var random = new Random(seed);
        world.Provider.Otherwise(_ =>
        {
            int used;
            lock (random)
            {
                used = random.Next(MostTokens / 20, MostTokens + 1);
            }

            return streamed ? ChatReplies.Stream(prompt: 5, completion: used) : ChatReplies.Plain(prompt: 5, completion: used);
        });

        var answers = await Task.WhenAll(Enumerable.Range(0, Requests).Select(_ => AskUntilAnsweredAsync(world, streamed)));

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 402]));
        Assert.All(answers.Where(answer => answer.Status == 402), ItIsSpent);
        var served = answers.Count(answer => answer.Status == 200);
        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= served, "each entry");
        Assert.Equal(served, ledger.Count);
        Assert.Equal(served, world.Provider.Requests.Count);
        var spent = ledger.Sum(entry => entry.CostNanoUsd ?? 0) / 1_000_000_000m;
        Assert.InRange(spent, Amount - WorstCase, Amount);
        await NothingIsHeldAsync(world, Amount - spent);
    }

    private static async Task<Answer> AskUntilAnsweredAsync(World world, bool streamed)
    {
        var body = streamed ? ChatRequests.Streamed("racer", MostTokens) : ChatRequests.Plain("racer", MostTokens);
        while (true)
        {
            var answer = await world.ClientWith("spender-secret").ChatAsync(body);
            if (answer.Status != 429)
                return answer;
            ErrorAssert.IsRefusal(answer, 429, "budget_held");
            Assert.Equal("1", answer.Headers["retry-after"]);
        }
    }

    // Less was left at that moment than the request may cost.
    private static void ItIsSpent(Answer answer)
    {
        ErrorAssert.IsRefusal(answer, 402, "budget_exceeded");
        Assert.True(decimal.Parse(Left().Match(answer.Text).Groups[1].Value, CultureInfo.InvariantCulture) < WorstCase, answer.Text);
    }

    // All that is not spent can be held at once, to the last tenth of a millicent that a token costs.
    private static async Task NothingIsHeldAsync(World world, decimal left)
    {
        var tokens = (int)(left / (WorstCase / MostTokens));
        if (tokens > 0)
            Assert.Equal(200, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain("racer", tokens))).Status);
        Assert.Equal(402, (await world.ClientWith("spender-secret").ChatAsync(ChatRequests.Plain("racer", tokens + 1))).Status);
    }

    [GeneratedRegex(@"and \$([0-9.]+) of \$5 are left")]
    private static partial Regex Left();
}
