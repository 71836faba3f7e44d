using FerroGate.Bench.Load.Measuring;

namespace FerroGate.Bench.Load.Results;

/// <summary>What one contender did, round by round.</summary>
internal sealed record Row(string Name)
{
    public List<Measurement> Rounds { get; } = [];

    public double Median(Func<Measurement, double> what) => Spread.Of(Rounds.Select(what)).Median;

    /// <summary>Its CPU over that of another one in the same round, which cancels out how fast the machine was then.</summary>
    public Spread CpuOver(Row other) => Spread.Of(Rounds.Zip(other.Rounds, (mine, theirs) => mine.Cpu / theirs.Cpu));
}
