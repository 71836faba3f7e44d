using System.Net;
using System.Net.Sockets;

namespace FerroGate.Server.Tests.Worlds;

/// <summary>A client that speaks HTTP/2 without TLS from the first byte on, over one connection as long as the server lets it.</summary>
internal static class Http2Client
{
    /// <param name="host">Whom it asks.</param>
    /// <param name="connected">Called for each connection that it opens.</param>
    public static HttpClient Of(Uri host, Action connected) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            connected();
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = host,
        DefaultRequestVersion = HttpVersion.Version20,
        DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
