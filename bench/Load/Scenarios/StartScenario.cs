using System.Diagnostics;
using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Results;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>From the start of the program to its first answer, and its memory when it has nothing to do.</summary>
internal static class StartScenario
{
    private const int Starts = 5;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task<ITable> RunAsync(World world)
    {
        var rows = new List<(string, IReadOnlyList<double>)>();
        foreach (var (name, executable) in world.Programs.Artifacts)
            rows.Add((name, await MeasureAsync(world, name, executable)));

        return new FactTable(
            $"The start of a governed gateway, {Starts} times: to the first answer, and at rest {Quiet.TotalSeconds:F0} s later",
            ["median, ms", "least, ms", "most, ms", "MiB at rest"],
            rows);
    }

    private static async Task<IReadOnlyList<double>> MeasureAsync(World world, string name, string executable)
    {
        var (times, resident) = (new List<double>(), 0L);
        for (var i = 0; i < Starts; i++)
        {
            using var client = new HttpClient();
            var start = Stopwatch.GetTimestamp();
            await using var gateway = await Gateway.StartAsync(executable, name, Path.Combine(world.Folder, $"start-{name}-{i}"), world.Sites.Governed);
            (await client.GetAsync(gateway.UrlOf("/healthz"))).EnsureSuccessStatusCode();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            if (i < Starts - 1)
                continue;

            await Task.Delay(Quiet);
            resident = ProcessTree.ResidentBytes(gateway.ProcessId);
        }

        var spread = Spread.Of(times);
        return [spread.Median, spread.Least, spread.Most, resident / 1_048_576.0];
    }
}
