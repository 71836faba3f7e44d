using System.Text;
using FerroGate.Core.Routing;

namespace FerroGate.Core.Tests.Routing;

/// <summary>Requests that have something in common find the same target.</summary>
public sealed class RendezvousTests
{
    private const int Values = 10_000;

    private static readonly Standing[] Three = [new(0, 1), new(0, 3), new(0, 6)];
    private static readonly string[] Names = ["a:x", "b:x", "c:x"];

    [Fact]
    public void A_value_finds_the_same_order_whatever_order_the_strategy_says()
    {
        for (var i = 0; i < 100; i++)
            Assert.Equal(Find(i, Names, Three, [0, 1, 2]), Find(i, Names, Three, [2, 0, 1]));
    }

    [Fact]
    public void Values_spread_as_the_weights_say()
    {
        var found = Enumerable.Range(0, Values).CountBy(i => Find(i, Names, Three)[0]).ToDictionary();

        Assert.All(Three, (target, i) => Assert.InRange(found[i] / (double)Values, target.Weight / 10.0 - 0.02, target.Weight / 10.0 + 0.02));
    }

    [Fact]
    public void When_a_target_goes_only_its_values_move_and_each_to_the_next_of_its_order()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var before = Find(i, Names, Three).Select(index => Names[index]).Where(name => name != "b:x");
            var after = Find(i, ["a:x", "c:x"], [Three[0], Three[2]]).Select(index => index == 0 ? "a:x" : "c:x");
            Assert.Equal(before, after);
        }
    }

    [Fact]
    public void Who_could_not_be_first_stays_behind_in_the_order_that_there_was()
    {
        Standing[] targets = [new(1, 1), new(0, 1), new(0, 1), new(2, 1)];
        var firsts = TargetOrder.FirstsOf(RoutingStrategy.Priority, targets);
        var order = Rendezvous.Of([2, 1, 0, 3], firsts, "x"u8, ["a", "b", "c", "d"], targets);

        Assert.Equal([1, 2], firsts);
        Assert.Equal([1, 2], order.Take(2).Order());
        Assert.Equal([0, 3], order.Skip(2));
    }

    [Theory]
    [InlineData(RoutingStrategy.Priority, new[] { 0 })]
    [InlineData(RoutingStrategy.LowestCost, new[] { 1, 2 })]
    [InlineData(RoutingStrategy.Weighted, new[] { 0, 1, 2 })]
    [InlineData(RoutingStrategy.LowestLatency, new[] { 0, 1, 2 })]
    [InlineData(RoutingStrategy.LeastBusy, new[] { 0, 1, 2 })]
    public void A_value_chooses_among_those_that_the_strategy_would_ask_first(RoutingStrategy strategy, int[] firsts)
    {
        Standing[] targets = [new(0, 1), new(1, 1) { Cost = new(1) }, new(1, 1) { Cost = new(1), InFlight = 2 }];

        Assert.Equal(firsts, TargetOrder.FirstsOf(strategy, targets));
    }

    private static int[] Find(int value, string[] names, Standing[] targets, int[]? order = null)
    {
        int[] all = [.. Enumerable.Range(0, targets.Length)];
        return Rendezvous.Of(order ?? all, all, Encoding.UTF8.GetBytes($"session {value}"), names, targets);
    }
}
