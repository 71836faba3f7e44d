using FerroGate.Server.Tests.Upgrades;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Limits;

/// <summary>
/// A thousand requests at once, each of which may cost ten cents, against five dollars: all of the money can be spent, and no more. Whoever
/// is told that the rest is only held asks again; whoever is told that it is spent was told the truth.
/// </summary>
[Trait("Category", "Process")]
public sealed class BudgetRaceTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task No_crowd_spends_more_than_there_is_or_leaves_any_of_it(bool streamed, int seed)
    {
        await using var world = await World.StartAsync(BudgetRace.Config);
        BudgetRace.UseAnyPart(world.Provider, new Random(seed), streamed);

        var answers = await Task.WhenAll(Enumerable.Range(0, BudgetRace.Requests).Select(_ => BudgetRace.AskUntilAnsweredAsync(world, streamed)));

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 402]));
        Assert.All(answers.Where(answer => answer.Status == 402), BudgetRace.ItIsSpent);
        var served = answers.Count(answer => answer.Status == 200);
        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= served, "each entry");
        Assert.Equal(served, ledger.Count);
        Assert.Equal(served, world.Provider.Requests.Count);
        var spent = ledger.Sum(entry => entry.CostNanoUsd ?? 0) / 1_000_000_000m;
        Assert.InRange(spent, BudgetRace.Amount - BudgetRace.WorstCase, BudgetRace.Amount);
        await BudgetRace.NothingIsHeldAsync(world, BudgetRace.Amount - spent);
    }

    [Theory]
    [InlineData("process")]
    [InlineData("relaxed")]
    public Task Nothing_is_spent_twice_when_the_gateway_hands_over_in_the_middle_and_a_stream_outlives_it(string durability) =>
        HandOverAsync(durability, outlivingBy: TimeSpan.Zero);

    [Fact]
    [Trait("Category", "Long")]
    public Task Nothing_is_spent_twice_when_a_stream_outlives_the_hand_over_by_a_minute() => HandOverAsync("process", outlivingBy: TimeSpan.FromMinutes(1));

    [Fact]
    public async Task Who_hands_over_is_followed_to_its_end_however_often_it_collects_its_garbage()
    {
        await using var upgraded = await UpgradedWorld.StartAsync(BudgetRace.Config);
        var world = upgraded.World;
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Stream(prompt: 5, completion: 1_000).HoldAt(400, gate));
        await using var running = await world.ClientWith("spender-secret").StartAsync(Request.Chat(ChatRequests.Streamed("racer", 1_000)));
        var stream = await running.ReceiveAsync();
        var result = await upgraded.UpgradeAsync();
        Assert.True(result.ExitCode == 0, result.Error);

        BudgetRace.UseAnyPart(world.Provider, new Random(9), streamed: false);
        await Garbage.CollectAsync(world.Gateway.Id);
        await Garbage.CollectAsync(world.Gateway.Id);
        gate.Open();
        await stream.ReadToEndAsync();
        await upgraded.OldOnesEndAsync();

        var entry = Assert.Single(await world.Admin.WaitForBillingEventsAsync(all => all.Count >= 1, "the entry of the stream"));
        Assert.Equal(100_000_000, entry.CostNanoUsd);
        await BudgetRace.NothingIsHeldAsync(world, BudgetRace.Amount - BudgetRace.WorstCase);
    }

    private static async Task HandOverAsync(string durability, TimeSpan outlivingBy)
    {
        await using var upgraded = await UpgradedWorld.StartAsync(BudgetRace.Config with { Durability = durability, Reliability = "graceful_shutdown_timeout_secs 120" });
        var world = upgraded.World;
        var gate = new Gate();
        world.Provider.Enqueue(ChatReplies.Stream(prompt: 5, completion: 1_000).HoldAt(400, gate));
        await using var running = await world.ClientWith("spender-secret").StartAsync(Request.Chat(ChatRequests.Streamed("racer", 1_000)));
        var stream = await running.ReceiveAsync();
        BudgetRace.UseAnyPart(world.Provider, new Random(8), streamed: false);

        var asking = Enumerable.Range(0, BudgetRace.Requests).Select(_ => BudgetRace.AskUntilAnsweredAsync(world, streamed: false)).ToList();
        await Testing.Patience.UntilAsync(() => Task.FromResult(world.Provider.Requests.Count), served => served >= 20, "the middle of it");
        var result = await upgraded.UpgradeAsync();
        Assert.True(result.ExitCode == 0, result.Error);

        // What it holds others wait for, so it must end before they are all answered.
        await Task.Delay(outlivingBy);
        gate.Open();
        await stream.ReadToEndAsync();
        var answers = await Task.WhenAll(asking);

        Assert.All(answers, answer => Assert.Contains(answer.Status, (int[])[200, 402]));
        Assert.All(answers.Where(answer => answer.Status == 402), BudgetRace.ItIsSpent);
        var served = answers.Count(answer => answer.Status == 200) + 1;
        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= served, "each entry");
        Assert.Equal(served, ledger.Select(entry => entry.ExchangeId).Distinct().Count());
        Assert.Equal(served, ledger.Count);
        var spent = ledger.Sum(entry => entry.CostNanoUsd ?? 0) / 1_000_000_000m;
        Assert.InRange(spent, BudgetRace.Amount - BudgetRace.WorstCase, BudgetRace.Amount);
        await upgraded.OldOnesEndAsync();
        await BudgetRace.NothingIsHeldAsync(world, BudgetRace.Amount - spent);
        var verified = await Executable.RunAsync(["ledger", "verify", "-c", world.ConfigPath], world.Folder);
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error);
        Assert.Contains("2 chains", verified.Output, StringComparison.Ordinal);
    }
}
