using System.Net;
using System.Net.Sockets;

namespace FerroGate.Testing.Http;

/// <summary>Ports for programs that must be told theirs before they start.</summary>
/// <remarks>
/// They lie below those that the system hands out by itself (from 32768 on, ip(7)), so that between the choice and the listening
/// no connection and no listener on port 0 of another test can get one of them; and none is given twice.
/// </remarks>
public static class FreePort
{
    private const int First = 10_000;
    private const int Count = 22_000;

    // Two test programs that run at once begin at different places.
    private static int s_taken = Environment.ProcessId * 101 % Count;

    /// <summary>Different ports of this machine that nobody listens on now.</summary>
    public static IReadOnlyList<int> Take(int count) => [.. Candidates().Where(IsFree).Take(count)];

    private static IEnumerable<int> Candidates()
    {
        while (true)
            yield return First + ((Interlocked.Increment(ref s_taken) & int.MaxValue) % Count);
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
