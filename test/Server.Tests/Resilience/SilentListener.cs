using System.Net;
using System.Net.Sockets;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>A server that lets everybody connect and never says a word, so that no TLS connection to it comes about.</summary>
internal sealed class SilentListener : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public SilentListener()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen();
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public void Dispose() => _socket.Dispose();
}
