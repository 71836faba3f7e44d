namespace FerroGate.Core.Routing;

/// <summary>The order in which targets are asked: the whole of it, for the next one is asked when the first fails.</summary>
public static class TargetOrder
{
    /// <summary>Indices of <paramref name="targets"/>, each once.</summary>
    /// <param name="strategy">How is chosen.</param>
    /// <param name="targets">Whom there is.</param>
    /// <param name="random">A number from 0 to below 1.</param>
    public static int[] Of(RoutingStrategy strategy, IReadOnlyList<Standing> targets, Func<double> random)
    {
        // Without replacement, in proportion to the weights: the order of -ln(u) / w (Efraimidis and Spirakis).
        var draws = new double[targets.Count];
        for (var i = 0; i < draws.Length; i++)
            draws[i] = Distance(random(), targets[i].Weight);

        var drawn = Enumerable.Range(0, targets.Count).OrderBy(i => draws[i]);
        return strategy switch
        {
            RoutingStrategy.Weighted => [.. drawn],
            RoutingStrategy.LowestCost => [.. Ranked(drawn, targets, i => targets[i].Cost?.Value ?? long.MaxValue)],
            RoutingStrategy.LeastBusy => [.. Ranked(drawn, targets, i => targets[i].InFlight)],
            RoutingStrategy.LowestLatency => ByLatency([.. drawn], targets),
            _ => [.. drawn.OrderBy(i => targets[i].Priority)],
        };
    }

    /// <summary>
    /// Those among which it makes no great difference who is first, so that requests which belong together may choose: the highest
    /// priority, the cheapest, or all of them.
    /// </summary>
    public static int[] FirstsOf(RoutingStrategy strategy, IReadOnlyList<Standing> targets)
    {
        Func<Standing, long> rank = strategy switch
        {
            RoutingStrategy.Priority => target => target.Priority,
            RoutingStrategy.LowestCost => target => target.Cost?.Value ?? long.MaxValue,
            _ => _ => 0,
        };
        var best = targets.Min(rank);
        return [.. Enumerable.Range(0, targets.Count).Where(i => rank(targets[i]) == best)];
    }

    /// <summary>How far a target is from being chosen: the nearest of all is it, and each as often as its weight says.</summary>
    /// <param name="number">Any number from 0 to below 1, evenly spread.</param>
    /// <param name="weight">Its weight.</param>
    public static double Distance(double number, int weight) => -Math.Log(number) / weight;

    // Sorting is stable, so that what was drawn decides between equals.
    private static IEnumerable<int> Ranked(IEnumerable<int> drawn, IReadOnlyList<Standing> targets, Func<int, long> rank) =>
        drawn.OrderBy(rank).ThenBy(i => targets[i].Priority);

    // Were the fastest of all always chosen, everybody would go there at once and make it slow; of two drawn ones the faster
    // is nearly as good, and each is asked often enough to stay known.
    private static int[] ByLatency(int[] drawn, IReadOnlyList<Standing> targets)
    {
        var trial = drawn.FirstOrDefault(i => targets[i].IsToBeTried, -1);
        var ranked = Ranked(drawn, targets, i => targets[i].Latency?.Ticks ?? long.MaxValue).ToArray();
        var first = trial >= 0 ? trial : ranked.FirstOrDefault(drawn.Take(2).Contains, -1);
        return first < 0 ? ranked : [first, .. ranked.Where(i => i != first)];
    }
}
