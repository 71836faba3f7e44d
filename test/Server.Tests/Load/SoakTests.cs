using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using FerroGate.Testing.Redis;
using Xunit;

namespace FerroGate.Server.Tests.Load;

/// <summary>
/// A hundred exchanges a second under limits and budgets of every level, a fifth of which lose their client: nobody is refused, and nothing is
/// left behind but their entries. What is held is counted in the memory of the gateway, or in Redis.
/// </summary>
[Trait("Category", "Process")]
public sealed partial class SoakTests
{
    private const int PerSecond = 100;
    private const int AtOnce = 16;
    private const int Samples = 50;
    private const long Budget = 1_000;
    private const long NanoPerUsd = 1_000_000_000;
    private const long NanoPerToken = 1_000;

    // By this the provider knows whose stream has to last until its client is gone.
    private const int TokensOfLeavers = 15;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds((double)AtOnce / PerSecond);

    private static readonly string[] Levels = ["everybody", "organization", "team", "project", "user", "key"];

    [Fact]
    public Task A_few_thousand_exchanges_leave_no_hold_and_one_entry_each_and_refuse_nobody() => RunBothAsync(warmUp: 500, exchanges: 2_500, mostGrowth: 96L << 20);

    [Fact]
    [Trait("Category", "Long")]
    public Task An_hour_of_exchanges_leaves_memory_flat_too() => RunBothAsync(warmUp: 10_000, exchanges: 3_600 * PerSecond, mostGrowth: 32L << 20);

    // Who loses its client is one of those that run until the gateway has noticed it.
    private static GatewayConfigText ConfigWith(RedisServer? redis) => new()
    {
        Data = $"billing_event_retention_records 1000000{(redis is null ? "" : $"\nredis {redis.Configuration}")}",
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

    // Both at once, for they wait most of the time.
    private static async Task RunBothAsync(int warmUp, int exchanges, long mostGrowth)
    {
        var isThere = RedisServer.Missing is null;
        await Task.WhenAll(
            RunAsync(inRedis: false, warmUp, exchanges, mostGrowth), isThere ? RunAsync(inRedis: true, warmUp, exchanges, mostGrowth) : Task.CompletedTask);
        Assert.SkipUnless(isThere, RedisServer.Missing ?? "");
    }

    private static async Task RunAsync(bool inRedis, int warmUp, int exchanges, long mostGrowth)
    {
        await using var redis = inRedis ? await RedisServer.StartAsync() : null;
        await using var world = await World.StartAsync(ConfigWith(redis));
        world.Provider.Forgets = true;
        world.Provider.Otherwise(Answer);
        await Patience.UntilAsync(() => AskPlainAsync(world, 1), status => status == 200, "budgets to be open");
        var refused = RefusedIn(await MetricsAsync(world));
        await AskAsync(world, warmUp, () => { });
        var memory = new ResidentMemory(world.Gateway);

        await AskAsync(world, exchanges, memory.Look);

        var metrics = await Patience.UntilAsync(() => MetricsAsync(world), text => NoneInFlight().IsMatch(text), "every exchange to end");
        var ended = Requests().Matches(metrics).Sum(match => long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {ended} exchanges counted {(inRedis ? "in Redis" : "in memory")}, a fifth of them left by their client: {memory}");
        Assert.Equal(refused, RefusedIn(metrics));
        Assert.Equal(ended, JsonElement.Parse((await world.Admin.GetAsync("/admin/v1/billing-events?limit=1")).Text).GetProperty("total").GetInt64());

        // Of those who leave at once most are gone before the gateway has read what they want.
        Assert.True(ended >= (warmUp + exchanges) / 10 * 9, $"Only {ended} exchanges");
        Assert.True(memory.Growth < mostGrowth, memory.ToString());
        await NothingIsHeldAsync(world);
    }

    private static Reply Answer(ReceivedRequest request)
    {
        if (!request.Text.Contains("\"stream\":true", StringComparison.Ordinal))
            return ChatReplies.Plain();

        var stream = ChatReplies.Stream(content: "one two three four");
        return request.Text.Contains($"\"max_tokens\":{TokensOfLeavers},", StringComparison.Ordinal) ? stream.HoldAfter(ChatReplies.Word("one"), new Gate()) : stream;
    }

    // Everything that was not spent can be held at once, to the last token.
    private static async Task NothingIsHeldAsync(World world)
    {
        var sums = JsonElement.Parse((await world.Admin.GetAsync("/admin/v1/usage-aggregates")).Text).GetProperty("data")[0];
        var left = (int)((Budget * NanoPerUsd - sums.GetProperty("cost_nano_usd").GetInt64()) / NanoPerToken);

        // Until all of it is counted, so much is held by what was settled just now.
        await Patience.UntilAsync(() => AskPlainAsync(world, left + 1), status => status == 402, "everything to be counted");
        Assert.Equal(200, await AskPlainAsync(world, left));
    }

    private static async Task AskAsync(World world, int count, Action look)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            using var pace = new PeriodicTimer(Pause);
            while (await pace.WaitForNextTickAsync() && Interlocked.Increment(ref next) is var i && i < count)
            {
                if (i % (count / Samples) == 0)
                    look();
                try
                {
                    await AskOnceAsync(world.ClientWith("soak-secret"), i);
                }
                catch
                {
                    // One that failed is enough: the others don't go on for an hour.
                    Interlocked.Exchange(ref next, count);
                    throw;
                }
            }
        }));
    }

    // Half of them are streams. Of ten, one leaves at once, and one in the middle of its stream.
    private static async Task AskOnceAsync(Client client, int number)
    {
        var leaves = number % 10 == 4;
        await using var connection = await client.StartAsync(Request.Chat(
            leaves ? ChatRequests.Streamed(maxTokens: TokensOfLeavers) : number % 2 == 0 ? ChatRequests.Streamed() : ChatRequests.Plain()));
        if (number % 10 != 9)
        {
            var answer = await connection.ReceiveAsync();
            if (answer.Status != 200)
                Assert.Fail($"Exchange {number}: {answer.Status} {(await answer.ReadToEndAsync()).Text}");
            if (leaves)
                await answer.ReadUntilAsync(ChatReplies.Word("one"));
            else
                await answer.ReadToEndAsync();
        }

        if (leaves || number % 10 == 9)
            connection.Reset();
    }

    private static async Task<int> AskPlainAsync(World world, int maxTokens) =>
        (await world.ClientWith("soak-secret").ChatAsync(ChatRequests.Plain(maxTokens: maxTokens))).Status;

    private static async Task<string> MetricsAsync(World world) => (await world.Admin.GetAsync("/metrics")).Text;

    private static List<string> RefusedIn(string metrics) => [.. OverLimits().Matches(metrics).Select(match => match.Value)];

    [GeneratedRegex(@"^ferrogate_refusals_total\{[^}]*(limit|budget)[^}]*\}.*$", RegexOptions.Multiline)]
    private static partial Regex OverLimits();

    [GeneratedRegex(@"^ferrogate_requests_in_flight(\{\})? 0$", RegexOptions.Multiline)]
    private static partial Regex NoneInFlight();

    [GeneratedRegex(@"^ferrogate_requests_total\{[^}]*\} (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Requests();
}
