using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FerroGate.Server.Connections;

/// <summary>Brings settings to the server. It has one set of limits for all of its listeners.</summary>
internal static class KestrelLimits
{
    // `a:` and the line's end.
    private const int SmallestHeaderLine = 4;

    public static void Apply(KestrelServerLimits limits, ServerSettings settings)
    {
        limits.RequestHeadersTimeout = settings.ReadHeader;
        limits.KeepAliveTimeout = settings.Idle;
        limits.MaxRequestHeadersTotalSize = settings.MaxHeaderSize;

        // Their size is bounded, and so is their number.
        limits.MaxRequestHeaderCount = Math.Max(limits.MaxRequestHeaderCount, settings.MaxHeaderSize / SmallestHeaderLine);

        // A request line is a part of the header, and the buffer must hold all of it.
        limits.MaxRequestLineSize = Math.Max(limits.MaxRequestLineSize, settings.MaxHeaderSize);
        limits.MaxRequestBufferSize = Math.Max(limits.MaxRequestBufferSize ?? 0, 2L * settings.MaxHeaderSize);

        // The AI path bounds bodies by its own config, and a proxy passes on what upstreams are willing to take.
        limits.MaxRequestBodySize = null;
    }

    /// <summary>Connections inherit it from the socket that they came in by.</summary>
    public static Socket KeepAlive(Socket listening, TimeSpan interval)
    {
        if (listening.LocalEndPoint is IPEndPoint)
        {
            var seconds = Math.Max(1, (int)interval.TotalSeconds);
            listening.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            listening.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
            listening.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        }

        return listening;
    }
}
