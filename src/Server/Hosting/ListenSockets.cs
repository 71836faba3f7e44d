using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace FerroGate.Server.Hosting;

/// <summary>The sockets that the gateway listens with: its own, and those that another process handed over.</summary>
/// <param name="inherited">Those that were handed over.</param>
internal sealed class ListenSockets(IReadOnlyDictionary<Listener, Socket> inherited)
{
    private readonly ListenFailure _failure = new();
    private readonly ConcurrentDictionary<IPEndPoint, Socket> _open = [];

    /// <summary>Where a listener was bound by the process that handed it over; <c>null</c> where there is none.</summary>
    public IPEndPoint? InheritedAddressOf(Listener listener) => inherited.GetValueOrDefault(listener)?.LocalEndPoint as IPEndPoint;

    /// <summary>The socket for an address: one that was handed over, or one that is bound now.</summary>
    public Socket Bind(EndPoint endPoint)
    {
        var socket = inherited.Values.FirstOrDefault(handed => !handed.SafeHandle.IsClosed && endPoint.Equals(handed.LocalEndPoint)) ?? _failure.Bind(endPoint);
        if (socket.LocalEndPoint is IPEndPoint bound)
            _open[bound] = socket;

        return socket;
    }

    /// <summary>The socket that is bound to an address.</summary>
    public Socket Of(IPEndPoint bound) => _open[bound];

    /// <summary>Closes what was handed over for listeners that are not wanted any more; the process that has them too goes on with them.</summary>
    public void CloseUnwanted(IEnumerable<Listener> wanted)
    {
        foreach (var (_, socket) in inherited.ExceptBy(wanted, each => each.Key))
            socket.Dispose();
    }

    /// <summary>Why the last address could not be bound, and what to change; <c>null</c> if it was no address.</summary>
    public string? DescribeFailure(IEnumerable<Listener> listeners) => _failure.Describe(listeners);
}
