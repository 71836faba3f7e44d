using System.Net;
using System.Net.Sockets;

namespace FerroGate.Bench.Load.Processes;

/// <summary>Ports of 127.0.0.1 that nobody listens on.</summary>
internal static class FreePort
{
    // Below those that the system gives to whoever connects: of these one may be taken before the server that it was meant for has it.
    private const int Least = 10_000;
    private const int Most = 32_000;

    public static int Next()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(Least, Most));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody has it.
            }
        }
    }
}
