using FerroGate.Server.Tests.Upgrades;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Postgres;
using FerroGate.Testing.Redis;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>The same crowd as in <see cref="BudgetRaceTests"/> in front of three gateways that count in one Redis, whatever becomes of that meanwhile.</summary>
[Trait("Category", "Process")]
public sealed class FleetRaceTests
{
    private const int Gateways = 3;
    private const string Postgres = "FERROGATE_POSTGRES";

    // What clients repeat while Redis is away, or what it had is made anew.
    private static readonly string[] Patient = ["budget_rebuilding", "limits_unavailable"];

    [Fact]
    public Task Three_gateways_spend_no_more_than_one_and_leave_nothing() => RaceAsync(seed: 3, (_, _) => Task.CompletedTask);

    [Fact]
    public Task Nothing_is_spent_twice_when_Redis_loses_its_data_in_the_middle() => RaceAsync(seed: 4, (redis, _) => redis.DoAsync("FLUSHALL"));

    [Fact]
    public Task Nothing_is_spent_twice_when_Redis_is_started_again_with_nothing_in_the_middle() => RaceAsync(seed: 5, async (redis, _) =>
    {
        await redis.StopAsync();
        await redis.StartAgainAsync();
    });

    [Fact]
    public Task Nothing_is_spent_twice_when_Redis_does_not_answer_for_a_while_in_the_middle() => RaceAsync(seed: 6, (redis, _) => redis.DoAsync("CLIENT PAUSE 3000 ALL"));

    [Fact]
    public Task Nothing_is_spent_twice_when_one_of_them_hands_over_in_the_middle() => RaceAsync(seed: 9, async (_, first) =>
    {
        var result = await first.UpgradeAsync();
        Assert.True(result.ExitCode == 0, result.Error);
    });

    [Fact]
    public async Task Budgets_that_are_lost_are_made_anew_of_the_ledger_that_the_gateways_share()
    {
        Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        await RaceAsync(seed: 7, (redis, _) => redis.DoAsync("FLUSHALL"), await postgres.NewDatabaseAsync());
    }

    private static async Task RaceAsync(int seed, Func<RedisServer, UpgradedWorld, Task> inTheMiddle, string? postgres = null)
    {
        Assert.SkipWhen(RedisServer.Missing is not null, RedisServer.Missing ?? "");
        await using var redis = await RedisServer.StartAsync();
        var config = BudgetRace.Config with { Data = $"redis {redis.Configuration}{(postgres is null ? "" : $"\npostgres {{env.{Postgres}}}")}" };
        var worlds = await Task.WhenAll(Enumerable.Range(0, Gateways).Select(_ => World.StartAsync(config, KeyValuePair.Create(Postgres, postgres ?? ""))));
        await using var first = new UpgradedWorld(worlds[0]);
        try
        {
            var random = new Random(seed);
            foreach (var world in worlds)
                BudgetRace.UseAnyPart(world.Provider, random, streamed: seed % 2 == 0);

            var asking = Enumerable.Range(0, BudgetRace.Requests).Select(i => BudgetRace.AskUntilAnsweredAsync(worlds[i % Gateways], streamed: seed % 2 == 0, Patient)).ToList();
            await Patience.UntilAsync(() => Task.FromResult(Served(worlds)), served => served >= 20, "the middle of it");
            await inTheMiddle(redis, first);
            var answers = await Task.WhenAll(asking);

            Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 402]));
            Assert.All(answers.Where(answer => answer.Status == 402), BudgetRace.ItIsSpent);
            await AssertNothingIsLostAsync(worlds, answers, isLedgerShared: postgres is not null);
        }
        finally
        {
            foreach (var world in worlds[1..])
                await world.DisposeAsync();
        }
    }

    private static async Task AssertNothingIsLostAsync(World[] worlds, Answer[] answers, bool isLedgerShared)
    {
        var served = answers.Count(answer => answer.Status == 200);
        Assert.Equal(served, Served(worlds));
        var entries = new List<BillingEvent>();
        foreach (var world in isLedgerShared ? worlds[..1] : worlds)
        {
            var own = isLedgerShared ? served : world.Provider.Requests.Count;
            entries.AddRange(await world.Admin.WaitForBillingEventsAsync(all => all.Count >= own, "each entry"));
        }

        Assert.Equal(served, entries.Select(entry => entry.ExchangeId).Distinct().Count());
        Assert.Equal(served, entries.Count);
        var spent = entries.Sum(entry => entry.CostNanoUsd ?? 0) / 1_000_000_000m;
        Assert.InRange(spent, BudgetRace.Amount - BudgetRace.WorstCase, BudgetRace.Amount);
        await BudgetRace.NothingIsHeldAsync(worlds[0], BudgetRace.Amount - spent);
    }

    private static int Served(World[] worlds) => worlds.Sum(world => world.Provider.Requests.Count);
}
