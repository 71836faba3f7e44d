using FerroGate.Testing.Gateway;

namespace FerroGate.Server.Tests.Load;

/// <summary>How much of a gateway's memory is resident while it works, looked at at equal distances.</summary>
internal sealed class ResidentMemory(GatewayProcess gateway)
{
    private readonly Lock _lock = new();
    private readonly List<long> _samples = [];

    public void Look()
    {
        lock (_lock)
            _samples.Add(gateway.ResidentBytes());
    }

    /// <summary>How much more there is at the end of the straight line that is nearest to all samples than at its beginning: one heap that is just large does not count.</summary>
    public long Growth => GrowthOf(_samples);

    public override string ToString() =>
        $"resident {_samples[0] >> 20} MiB at first and {_samples[^1] >> 20} MiB at last, growing by {Growth >> 10} KiB, and by {GrowthOf(_samples[(_samples.Count / 2)..]) >> 10} KiB in the second half";

    private static long GrowthOf(List<long> samples)
    {
        var (middle, mean) = ((samples.Count - 1) / 2d, samples.Average());
        var slope = samples.Select((bytes, i) => (i - middle) * (bytes - mean)).Sum() / samples.Select((_, i) => (i - middle) * (i - middle)).Sum();
        return (long)(slope * (samples.Count - 1));
    }
}
