using System.Net.Sockets;
using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Results;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>Connections that have asked once and are silent.</summary>
internal static class IdleScenario
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task<ITable> RunAsync(World world, int connections)
    {
        var rows = new List<(string, IReadOnlyList<double>)>();
        foreach (var server in (Server[])[await world.GatewayAsync("reverse_proxy, for idle connections", world.Sites.Proxy), await world.NginxAsync()])
        {
            var before = ProcessTree.ResidentBytes(server.ProcessId);
            var sockets = new List<Socket>();
            try
            {
                for (var i = 0; i < connections; i++)
                    sockets.Add(await AskAsync(server));
                var cpu = ProcessTree.CpuSeconds(server.ProcessId);
                await Task.Delay(Quiet);
                var after = ProcessTree.ResidentBytes(server.ProcessId);
                rows.Add((server.Name, [
                    before / 1_048_576.0,
                    after / 1_048_576.0,
                    (after - before) / 1_024.0 / connections,
                    (ProcessTree.CpuSeconds(server.ProcessId) - cpu) * 1_000 / Quiet.TotalSeconds]));
            }
            finally
            {
                sockets.ForEach(socket => socket.Dispose());
            }
        }

        return new FactTable(
            $"{connections} idle connections that have asked once",
            ["MiB before", "MiB with them", "KiB for each", "CPU, ms per second"],
            rows);
    }

    private static async Task<Socket> AskAsync(Server server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", server.Port);
        await socket.SendAsync("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray());

        // The answer is small: it comes in one piece, or in two.
        _ = await socket.ReceiveAsync(new byte[16_384]);
        return socket;
    }
}
