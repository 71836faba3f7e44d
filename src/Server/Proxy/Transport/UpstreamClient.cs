using System.Net;
using System.Text;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>Makes the client that sends requests to upstreams, with its pool of connections.</summary>
internal static class UpstreamClient
{
    private const int BytesOfAKilobyte = 1024;

    // Names may lead elsewhere some day, and a connection in use would never ask again.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    public static HttpMessageInvoker Make(ClientSettings settings, SocketHosts sockets)
    {
        var connector = new UpstreamConnector(settings, sockets);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ConnectCallback = connector.ConnectAsync,

            // Over HTTP/2 both sides are always heard.
            PlaintextStreamFilter = static (context, _) =>
                new(context.NegotiatedHttpVersion.Major == 1 ? new EarlyAnswerStream(context.PlaintextStream) : context.PlaintextStream),

            // Each part has its own limit; this one is only behind them.
            ConnectTimeout = settings.ConnectTimeout + settings.TlsTimeout,
            Expect100ContinueTimeout = settings.ExpectContinueTimeout,
            PooledConnectionIdleTimeout = settings.KeepAlive,
            PooledConnectionLifetime = settings.KeepAlive == TimeSpan.Zero ? TimeSpan.Zero : Lifetime,
            MaxConnectionsPerServer = settings.MaxConnections,
            MaxResponseHeadersLength = (int)((settings.MaxResponseHeader + BytesOfAKilobyte - 1) / BytesOfAKilobyte),

            // As the server does, so that bytes stay what they are in both directions.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        });
    }
}
