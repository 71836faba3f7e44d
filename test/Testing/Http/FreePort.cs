using System.Net;
using System.Net.Sockets;

namespace FerroGate.Testing.Http;

/// <summary>Ports for programs that must be told theirs before they start.</summary>
public static class FreePort
{
    /// <summary>Different ports of this machine that nobody listens on now.</summary>
    public static IReadOnlyList<int> Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        try
        {
            foreach (var listener in listeners)
                listener.Start();
            return [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
        }
        finally
        {
            foreach (var listener in listeners)
                listener.Dispose();
        }
    }
}
