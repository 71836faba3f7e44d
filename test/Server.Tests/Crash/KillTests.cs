using Xunit;

namespace FerroGate.Server.Tests.Crash;

/// <summary>The gateway is killed under load, again and again, and the ledger still tells the truth.</summary>
[Trait("Category", "Process")]
[Trait("Category", "Slow")]
public sealed class KillTests
{
    private const int Kills = 100;
    private const int Chains = 2;
    private const int Seed = 20261123;

    [Fact]
    public async Task After_100_kills_every_exchange_that_a_client_saw_has_exactly_one_true_entry()
    {
        var chains = Enumerable.Range(0, Chains).Select(i => new KillChain(Seed + i, Kills / Chains)).ToList();

        var results = await Task.WhenAll(chains.Select(chain => chain.RunAsync()));

        var all = new KillResult(
            results.Sum(result => result.Kills),
            results.Sum(result => result.Complete),
            results.Sum(result => result.Broken),
            results.Sum(result => result.Crashed),
            [.. results.SelectMany(result => result.Faults)]);
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {all}");
        Assert.True(all.Faults.Count == 0, $"{all}\n{string.Join('\n', all.Faults.Take(30))}");
        Assert.Equal(Kills, all.Kills);

        // Without both kinds the kills hit nothing, and the test would show nothing.
        Assert.True(all.Complete > Kills, all.ToString());
        Assert.True(all.Broken > Kills, all.ToString());
        Assert.True(all.Crashed > Kills, all.ToString());
    }
}
