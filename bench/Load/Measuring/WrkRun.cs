using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>Sends one request over and over and tells what it took.</summary>
/// <param name="folder">Where wrk's script is put.</param>
/// <param name="connections">Over how many connections.</param>
internal sealed class WrkRun(string folder, int connections)
{
    public async Task<Measurement> RunAsync(Server server, string path, WrkRequest request, TimeSpan time)
    {
        var watch = await Watch.BeginAsync(server);
        var result = await Wrk.RunAsync(folder, server.UrlOf(path), request, connections, time);
        var measurement = await watch.EndAsync(result.Requests, result.Seconds, result.Latency);
        return result is { Failures: 0, Requests: > 0 }
            ? measurement
            : throw new InvalidOperationException($"{result.Failures} of {result.Requests} requests to {server.Name} failed.");
    }
}
