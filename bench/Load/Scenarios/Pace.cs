using FerroGate.Bench.Load.Results;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>How long everything takes.</summary>
/// <param name="Rounds">How often each contender has its turn.</param>
/// <param name="Turn">How long a turn is.</param>
/// <param name="WarmUp">How long each runs before the first: the runtime compiles what is hot once more in that time.</param>
internal sealed record Pace(int Rounds, TimeSpan Turn, TimeSpan WarmUp)
{
    public static Pace Usual { get; } = new(5, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));

    public static Pace Quick { get; } = new(3, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8));

    /// <summary>All contenders, in turns.</summary>
    public async Task<Table> RunAsync(string title, string unit, params IReadOnlyList<Contender> contenders)
    {
        foreach (var contender in contenders)
            await contender.MeasureAsync(WarmUp);

        var rows = contenders.Select(contender => new Row(contender.Name)).ToList();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (contender, row) in contenders.Zip(rows))
                row.Rounds.Add(await contender.MeasureAsync(Turn));
        }

        return new Table(title, unit, rows);
    }
}
