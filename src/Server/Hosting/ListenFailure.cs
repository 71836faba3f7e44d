using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace FerroGate.Server.Hosting;

/// <summary>Knows which address could not be listened on: what the server throws names neither the listener nor a way out.</summary>
internal sealed class ListenFailure
{
    private (EndPoint EndPoint, SocketError Error)? _last;

    /// <summary>Binds as the server would by itself, and remembers what fails.</summary>
    public Socket Bind(EndPoint endPoint)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException failure)
        {
            _last = (endPoint, failure.SocketErrorCode);
            throw;
        }
    }

    /// <summary>What went wrong and what to change, in one line; <c>null</c> if it was no address.</summary>
    public string? Describe(IEnumerable<Listener> listeners)
    {
        if (_last is not { EndPoint: IPEndPoint endPoint } last)
        {
            return null;
        }

        var listener = listeners.FirstOrDefault(listener => listener.Port == endPoint.Port
            && (listener.Address?.Equals(endPoint.Address) ?? (endPoint.Address.Equals(IPAddress.Any) || endPoint.Address.Equals(IPAddress.IPv6Any))));
        var isAdmin = listener is { IsAdmin: true };
        var host = isAdmin ? "'admin'" : "the site's 'bind' (TOML: 'listen')";
        var port = isAdmin ? "'admin'" : "the site's address, 'http_port' or 'https_port' (TOML: 'listen')";
        var reason = last.Error switch
        {
            SocketError.AddressAlreadyInUse => $"another program uses it; stop that, or change the port in {port}",
            SocketError.AddressNotAvailable => $"this machine has no such address; change {host}",
            SocketError.AccessDenied => $"ports below 1024 need rights that this user lacks; change the port in {port}, or grant CAP_NET_BIND_SERVICE",
            _ => $"{new SocketException((int)last.Error).Message}; see {host}",
        };
        return $"cannot listen on {listener?.ToString() ?? endPoint.ToString()} ({(isAdmin ? "admin" : "data")}): {reason}.";
    }
}
