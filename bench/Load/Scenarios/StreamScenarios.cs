using FerroGate.Bench.Load.Measuring;
using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Provider;
using FerroGate.Bench.Load.Results;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>Answers that come as events. A stream that lacks one ends the run.</summary>
internal static class StreamScenarios
{
    public static async Task<ITable> CompareAsync(World world, Pace pace, int streams) => await pace.RunAsync(
        $"{streams} streams at once, 200 events 10 ms apart; times are those until the first event",
        "event",
        world.Streaming(await world.NginxAsync(), streams),
        world.Streaming(await world.UngovernedAsync(), streams),
        world.Streaming(await world.GovernedAsync(), streams),
        world.Streaming(await world.ToAnthropicAsync(), streams));

    /// <summary>So many that they do not end soon; servers of their own, for it is their memory that counts.</summary>
    public static async Task<ITable> LiveAsync(World world, int streams)
    {
        var rows = new List<(string, IReadOnlyList<double>)>();
        foreach (var (name, executable) in world.Programs.Artifacts)
        {
            await using var gateway = await Gateway.StartAsync(executable, name, Path.Combine(world.Folder, $"live-{name}"), world.Sites.Governed);
            rows.Add(await MeasureAsync(gateway, streams));
        }

        rows.Add(await MeasureAsync(await world.NginxAsync(), streams));
        return new FactTable(
            $"{streams} live streams that begin at once, an event each second; none lost one",
            ["MiB before", "MiB at the end", "CPU, µs per event", "first event p50, ms", "p99, ms"],
            rows);
    }

    private static async Task<(string Name, IReadOnlyList<double> Numbers)> MeasureAsync(Server server, int streams)
    {
        var before = ProcessTree.ResidentBytes(server.ProcessId);
        var result = await new StreamRun(streams, StreamPace.Slow).RunAsync(server, TimeSpan.Zero);
        return (server.Name, [before / 1_048_576.0, result.ResidentBytes / 1_048_576.0, result.Cpu, result.Latency.P50 / 1_000, result.Latency.P99 / 1_000]);
    }
}
