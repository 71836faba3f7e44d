using FerroGate.Core.Keys;
using FerroGate.Server.Hosting;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy;

/// <summary>Passes plain requests on through YARP's forwarder.</summary>
internal sealed class ProxyForwarder(IHttpForwarder forwarder, KeyDirectory keys) : IDisposable
{
    // Silence is no failure: like Caddy, the proxy waits as long as client and upstream do.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = Timeout.InfiniteTimeSpan };

    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    });

    /// <summary>The keys of the gateway, which must not reach an upstream.</summary>
    public KeyDirectory Keys => keys;

    public async Task SendAsync(HttpContext http, string destination, HttpTransformer transformer)
    {
        var error = await forwarder.SendAsync(http, destination, _client, Config, transformer);
        if (error != ForwarderError.None)
        {
            http.Facts().ErrorCode = $"proxy_{error}";
        }
    }

    public void Dispose() => _client.Dispose();
}
