using FerroGate.Testing.Gateway;
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
}
