using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>Sends one request over and over and tells what it took.</summary>
/// <param name="folder">Where wrk's script is put.</param>
/// <param name="connections">Over how many connections.</param>
internal sealed class WrkRun(string folder, int connections)
{
    public async Task<Measurement> RunAsync(Server server, string path, WrkRequest request, TimeSpan time)
    {
        var before = ProcessTree.CpuSeconds(server.ProcessId);
        var result = await Wrk.RunAsync(folder, server.UrlOf(path), request, connections, time);
        var cpu = ProcessTree.CpuSeconds(server.ProcessId) - before;
        if (result.Failures > 0 || result.Requests == 0)
            throw new InvalidOperationException($"{result.Failures} of {result.Requests} requests to {server.Name} failed.");
        return new Measurement(cpu * 1e6 / result.Requests, result.Requests / result.Seconds, result.Latency, ProcessTree.ResidentBytes(server.ProcessId));
    }
}
