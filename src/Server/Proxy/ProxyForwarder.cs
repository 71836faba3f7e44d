using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;
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
        if (error == ForwarderError.None)
        {
            return;
        }

        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
            http.Facts().WasReset = true;
        else
            await AnswerAsync(http, http.Response.StatusCode);

        // The log may say more of the reason than the client is told.
        http.Facts().ErrorCode = $"proxy_{error}";
    }

    private static async Task AnswerAsync(HttpContext http, int status)
    {
        if (status is StatusCodes.Status413PayloadTooLarge or StatusCodes.Status408RequestTimeout)
        {
            // A `request_body` before the proxy has said so.
            SiteRequest.Of(http)?.Fail(new SiteError(status));
            return;
        }

        if (RefusalOf(status) is not { } refusal)
            return;

        // What was copied of a response that then failed is no part of ours.
        http.Response.Clear();
        RequestGate.WriteIdentity(http.Response.Headers, http.Facts().Identity);
        if (SiteRequest.Of(http)?.TryFail(new SiteError(refusal.Status, refusal.Message)) != true)
            await RefusalWriter.WriteAsync(http, refusal);
    }

    private static Refusal? RefusalOf(int status) => status switch
    {
        StatusCodes.Status502BadGateway or StatusCodes.Status503ServiceUnavailable => Unreachable,
        StatusCodes.Status504GatewayTimeout => TooSlow,
        _ => null,
    };

    private static Refusal Unreachable { get; } = new(
        502, ErrorType.Api, RefusalCodes.ProxyUpstreamUnreachable, "The server behind this proxy could not be reached or gave no valid answer.");

    private static Refusal TooSlow { get; } = new(
        504, ErrorType.Api, RefusalCodes.ProxyUpstreamTimeout, "The server behind this proxy did not answer in time.");

    public void Dispose() => _client.Dispose();
}
