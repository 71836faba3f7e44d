namespace FerroGate.Bench.Load.Results;

/// <summary>What the run takes place on.</summary>
internal static class Machine
{
    public static async Task<string> NameAsync()
    {
        var model = (await File.ReadAllLinesAsync("/proc/cpuinfo")).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{Environment.ProcessorCount} × {model ?? "an unnamed processor"}";
    }
}
