using System.Diagnostics;
using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>What a server has used since the watch began.</summary>
internal sealed class Watch
{
    private readonly Server _server;
    private readonly double? _allocated;
    private readonly double _cpu;
    private readonly long _start;

    private Watch(Server server, double? allocated)
    {
        (_server, _allocated) = (server, allocated);
        (_cpu, _start) = (ProcessTree.CpuSeconds(server.ProcessId), Stopwatch.GetTimestamp());
    }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    public static async Task<Watch> BeginAsync(Server server) => new(server, await server.AllocatedAsync());

    /// <summary>Ends it.</summary>
    /// <param name="count">How many requests or events there were.</param>
    /// <param name="seconds">In what time.</param>
    /// <param name="latency">How long they took.</param>
    public async Task<Measurement> EndAsync(double count, double seconds, Latency latency)
    {
        var cpu = ProcessTree.CpuSeconds(_server.ProcessId) - _cpu;
        var resident = ProcessTree.ResidentBytes(_server.ProcessId);
        return new Measurement(cpu * 1e6 / count, count / seconds, latency, resident, (await _server.AllocatedAsync() - _allocated) / count);
    }
}
