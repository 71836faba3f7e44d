using CsCheck;
using FerroGate.Core.Money;
using FerroGate.Core.Routing;

namespace FerroGate.Core.Tests.Routing;

/// <summary>In which order targets are asked.</summary>
public sealed class TargetOrderTests
{
    private static readonly RoutingStrategy[] Strategies = Enum.GetValues<RoutingStrategy>();

    private static readonly Gen<RoutingStrategy> AnyStrategy = Gen.Int[0, Strategies.Length - 1].Select(i => Strategies[i]);

    private static readonly Gen<Standing> Standings =
        from priority in Gen.Int[-1, 3]
        from weight in Gen.Int[1, 50]
        from cost in Gen.Nullable(Gen.Long[0, 5])
        from latency in Gen.Nullable(Gen.Int[1, 5])
        from isToBeTried in Gen.Bool
        from inFlight in Gen.Int[0, 3]
        select new Standing(priority, weight)
        {
            Cost = cost is { } nano ? new NanoUsd(nano) : null,
            Latency = latency is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            IsToBeTried = latency is null && isToBeTried,
            InFlight = inFlight,
        };

    public static TheoryData<RoutingStrategy> All => [.. Strategies];

    [Fact]
    public void Every_target_is_in_every_order_once() =>
        Gen.Select(AnyStrategy, Standings.List[0, 8], Gen.Int)
            .Sample((strategy, targets, seed) =>
                Assert.Equal(Enumerable.Range(0, targets.Count), TargetOrder.Of(strategy, targets, From(seed)).Order()));

    [Fact]
    public void The_same_numbers_give_the_same_order() =>
        Gen.Select(AnyStrategy, Standings.List[1, 8], Gen.Int)
            .Sample((strategy, targets, seed) =>
                Assert.Equal(TargetOrder.Of(strategy, targets, From(seed)), TargetOrder.Of(strategy, targets, From(seed))));

    [Theory]
    [MemberData(nameof(All))]
    public void Numbers_at_the_ends_of_their_range_give_an_order_too(RoutingStrategy strategy)
    {
        Standing[] targets = [new(0, 1), new(0, 2), new(1, int.MaxValue)];

        Assert.Equal([0, 1, 2], TargetOrder.Of(strategy, targets, () => 0).Order());
        Assert.Equal([0, 1, 2], TargetOrder.Of(strategy, targets, () => Math.BitDecrement(1)).Order());
    }

    [Fact]
    public void A_lower_priority_is_never_asked_before_a_higher_one() =>
        Gen.Select(Standings.List[1, 8], Gen.Int)
            .Sample((targets, seed) => IsSorted(TargetOrder.Of(RoutingStrategy.Priority, targets, From(seed)), i => targets[i].Priority));

    [Fact]
    public void The_cheapest_is_first_and_priority_decides_between_equals() =>
        Gen.Select(Standings.List[1, 8], Gen.Int)
            .Sample((targets, seed) => IsSorted(
                TargetOrder.Of(RoutingStrategy.LowestCost, targets, From(seed)), i => (targets[i].Cost?.Value ?? long.MaxValue, targets[i].Priority)));

    [Fact]
    public void Who_answers_the_fewest_is_first_and_priority_decides_between_equals() =>
        Gen.Select(Standings.List[1, 8], Gen.Int)
            .Sample((targets, seed) => IsSorted(
                TargetOrder.Of(RoutingStrategy.LeastBusy, targets, From(seed)), i => (targets[i].InFlight, targets[i].Priority)));

    [Theory]
    [InlineData(RoutingStrategy.Priority)]
    [InlineData(RoutingStrategy.Weighted)]
    [InlineData(RoutingStrategy.LowestCost)]
    [InlineData(RoutingStrategy.LeastBusy)]
    public void Equals_are_first_as_often_as_their_weights_say(RoutingStrategy strategy)
    {
        Standing[] targets = [new(0, 1), new(0, 3), new(0, 6)];
        var firsts = FirstsOf(strategy, targets);

        Assert.All(targets, (target, i) => Assert.InRange(firsts[i], target.Weight / 10.0 - 0.02, target.Weight / 10.0 + 0.02));
    }

    [Fact]
    public void Who_follows_the_first_follows_by_weight_too()
    {
        Standing[] targets = [new(0, 1), new(1, 1), new(1, 4)];
        var random = From(1);
        var second = Enumerable.Range(0, 10_000).Count(_ => TargetOrder.Of(RoutingStrategy.Priority, targets, random)[1] == 2);

        Assert.InRange(second, 7_800, 8_200);
    }

    [Fact]
    public void Weighted_and_the_others_do_not_keep_to_priorities()
    {
        Standing[] targets = [new(-1, 1) { Cost = new(2), InFlight = 1 }, new(100, 1) { Cost = new(1) }];

        Assert.InRange(FirstsOf(RoutingStrategy.Weighted, targets)[1], 0.48, 0.52);
        Assert.Equal(1, FirstsOf(RoutingStrategy.LowestCost, targets)[1]);
        Assert.Equal(1, FirstsOf(RoutingStrategy.LeastBusy, targets)[1]);
    }

    [Fact]
    public void Of_two_the_faster_is_always_first_and_of_many_the_slowest_never()
    {
        Standing[] two = [Taking(2), Taking(1)];
        Standing[] many = [Taking(4), Taking(2), Taking(1), Taking(3)];
        var firsts = FirstsOf(RoutingStrategy.LowestLatency, many);

        Assert.Equal(1, FirstsOf(RoutingStrategy.LowestLatency, two)[1]);
        Assert.Equal(0, firsts[0]);
        Assert.InRange(firsts[2], 0.48, 0.52);
        Assert.InRange(firsts[1], 0.31, 0.35);
    }

    [Fact]
    public void Whose_latency_nobody_knows_is_tried_and_else_comes_last()
    {
        Standing[] targets = [Taking(1), new(0, 1) { IsToBeTried = true }, new(-1, 100)];

        Assert.Equal(1, FirstsOf(RoutingStrategy.LowestLatency, targets)[1]);
        Assert.Equal([0, 2], TargetOrder.Of(RoutingStrategy.LowestLatency, targets, From(3)).Skip(1));
    }

    private static Standing Taking(int seconds) => new(0, 1) { Latency = TimeSpan.FromSeconds(seconds) };

    private static double[] FirstsOf(RoutingStrategy strategy, Standing[] targets)
    {
        const int Draws = 10_000;
        var random = From(7);
        var firsts = new double[targets.Length];
        for (var i = 0; i < Draws; i++)
            firsts[TargetOrder.Of(strategy, targets, random)[0]]++;

        return [.. firsts.Select(count => count / Draws)];
    }

    private static void IsSorted<T>(int[] order, Func<int, T> rank) => Assert.Equal(order.Select(rank).Order(), order.Select(rank));

    private static Func<double> From(int seed)
    {
        var random = new Random(seed);
        return random.NextDouble;
    }
}
