using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>
/// Many exchanges under limits and budgets of every level, a fifth of which lose their client: nobody is refused, and nothing is left behind but
/// their entries.
/// </summary>
[Trait("Category", "Process")]
public sealed partial class SoakTests
{
    private const int AtOnce = 16;
    private const long Budget = 1_000;
    private const long NanoPerUsd = 1_000_000_000;
    private const long NanoPerToken = 1_000;
    private const long MostGrowth = 32L << 20;

    // Who loses its client is one of those that run until the gateway has noticed it.
    private static GatewayConfigText Config => new()
    {
        Data = "billing_event_retention_records 1000000",
        Models = [],
        Ai = $$"""
            model fast-chat -> up:gpt-4o-mini {
            	input_price_per_1m 0
            	output_price_per_1m 1
            }
            api_key soak {
            	key soak-secret
            	organization_id acme
            	team_id dev
            	project_id p
            	user_id ann
            	monthly_token_budget 1000000000000
            }
            {{string.Join('\n', Levels.Select(level => $$"""
            limit at-{{level}} {
            	per {{level}}
            	per_model true
            	requests_per_minute 100000000
            	tokens_per_minute 100000000000
            	concurrent_requests {{AtOnce * 8}}
            }
            budget of-{{level}} {
            	per {{level}}
            	usd {{Budget}}
            	period total
            }
            """))}}
            """,
    };

    private static readonly string[] Levels = ["everybody", "organization", "team", "project", "user", "key"];

    [Fact]
    public Task A_few_thousand_exchanges_leave_no_hold_and_one_entry_each_and_refuse_nobody() => RunAsync(warmUp: 500, exchanges: 3_000, mostGrowth: 96L << 20);

    [Fact]
    [Trait("Category", "Long")]
    public Task A_hundred_thousand_exchanges_leave_memory_flat_too() => RunAsync(warmUp: 10_000, exchanges: 100_000, MostGrowth);

    private static async Task RunAsync(int warmUp, int exchanges, long mostGrowth)
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(request => request.Text.Contains("\"stream\":true", StringComparison.Ordinal)
            ? ChatReplies.Stream(content: "one two three four")
            : ChatReplies.Plain());
        await AskAsync(world, warmUp);
        var before = world.Gateway.ResidentBytes();

        await AskAsync(world, exchanges);

        var growth = world.Gateway.ResidentBytes() - before;
        var metrics = await Patience.UntilAsync(
            async () => (await world.Admin.GetAsync("/metrics")).Text,
            text => NoneInFlight().IsMatch(text),
            "every exchange to end");
        var ended = Requests().Matches(metrics).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        var ledger = JsonElement.Parse((await world.Admin.GetAsync("/admin/v1/billing-events?limit=1")).Text);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"shown: {ended} exchanges, a fifth of them left by their client: resident {before >> 20} MiB, {growth >> 10} KiB more");
        Assert.Empty(OverLimits().Matches(metrics).Select(match => match.Value));
        Assert.Equal(ended, ledger.GetProperty("total").GetInt64());

        // Of those who leave at once most are gone before the gateway has read what they want.
        Assert.True(ended >= (warmUp + exchanges) / 5 * 4, $"Only {ended} exchanges");
        Assert.True(growth < mostGrowth, $"Resident memory grew by {growth >> 10} KiB from {before >> 10} KiB");
        await NothingIsHeldAsync(world);
    }

    // Everything that was not spent can be held at once, to the last token.
    private static async Task NothingIsHeldAsync(World world)
    {
        var sums = JsonElement.Parse((await world.Admin.GetAsync("/admin/v1/usage-aggregates")).Text).GetProperty("data")[0];
        var left = (int)((Budget * NanoPerUsd - sums.GetProperty("cost_nano_usd").GetInt64()) / NanoPerToken);
        var client = world.ClientWith("soak-secret");

        Assert.Equal(402, (await client.ChatAsync(ChatRequests.Plain(maxTokens: left + 1))).Status);
        Assert.Equal(200, (await client.ChatAsync(ChatRequests.Plain(maxTokens: left))).Status);
    }

    private static async Task AskAsync(World world, int count)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
                await AskOnceAsync(world.ClientWith("soak-secret"), streams: i % 2 == 0, leaves: i % 5 == 0);
        }));
    }

    private static async Task AskOnceAsync(Client client, bool streams, bool leaves)
    {
        await using var connection = await client.StartAsync(Request.Chat(streams ? ChatRequests.Streamed() : ChatRequests.Plain()));
        if (leaves)
        {
            connection.Reset();
            return;
        }

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();
        Assert.Equal(200, answer.Status);
    }

    [GeneratedRegex(@"^ferrogate_refusals_total\{[^}]*(limit|budget)[^}]*\}.*$", RegexOptions.Multiline)]
    private static partial Regex OverLimits();

    [GeneratedRegex(@"^ferrogate_requests_in_flight(\{\})? 0$", RegexOptions.Multiline)]
    private static partial Regex NoneInFlight();

    [GeneratedRegex(@"^ferrogate_requests_total\{[^}]*\} (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Requests();
}
