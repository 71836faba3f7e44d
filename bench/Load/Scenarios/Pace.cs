using FerroGate.Bench.Load.Results;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>How long everything takes.</summary>
/// <param name="Rounds">How often each contender has its turn.</param>
/// <param name="Turn">How long a turn is.</param>
internal sealed record Pace(int Rounds, TimeSpan Turn)
{
    public static Pace Usual { get; } = new(4, TimeSpan.FromSeconds(2));

    /// <summary>Many short turns tell more of a ratio than a few long ones.</summary>
    public static Pace Quick { get; } = new(9, TimeSpan.FromSeconds(1));

    /// <summary>All contenders, in turns, once all of them are warm.</summary>
    public async Task<Table> RunAsync(string title, string unit, params IReadOnlyList<Contender> contenders)
    {
        // One after the other: side by side each gets a part of the processors only, and the runtime's compiler the least.
        foreach (var contender in contenders)
            await contender.MeasureAsync(contender.WarmUp);

        var rows = contenders.Select(contender => new Row(contender.Name)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (contender, row) in contenders.Zip(rows))
                row.Rounds.Add(await contender.MeasureAsync(Turn));
        }

        return new Table(title, unit, rows);
    }
}
