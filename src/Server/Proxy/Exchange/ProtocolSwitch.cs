using System.Net;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>
/// A request of HTTP/1.1 that wants to become another protocol, such as a WebSocket (RFC 9110, section 7.8): one like any other
/// until the upstream agrees.
/// </summary>
internal static class ProtocolSwitch
{
    /// <summary>Whether a request asks for it, and of an upstream that can do it; over HTTP/2 it is done in another way.</summary>
    public static bool IsAsked(HttpContext http, Upstream upstream) =>
        !upstream.IsH2c && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    /// <summary>Asks an upstream.</summary>
    /// <returns>Its answer, and the way to it.</returns>
    public static async Task<(HttpResponseMessage Answer, Passage Passage)> SendAsync(
        HttpMessageInvoker client, HttpRequestMessage message, HttpRequest request, CancellationToken cancellation)
    {
        (message.Version, message.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        Set(HeaderNames.Connection, HeaderNames.Upgrade);
        Set(HeaderNames.Upgrade, request.Headers.Upgrade.ToString());
        var passage = Passage.Begin();
        passage.IsOver = true;
        return (await client.SendAsync(message, cancellation), passage);

        void Set(string name, string value)
        {
            message.Headers.Remove(name);
            message.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>The upstream has agreed: so does the gateway, and carries what both sides say.</summary>
    public static async Task RunAsync(SiteRequest request, HttpResponseMessage answer, Passage passage, ProxySettings settings)
    {
        var http = request.Http;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        if (settings.StreamTimeout is { } time)
            limit.CancelAfter(time);

        settings.ResponseHead.Write(request, answer);
        if (answer.Headers.NonValidated.TryGetValues(HeaderNames.Upgrade, out var protocol))
            http.Response.Headers.Upgrade = protocol.ToString();

        await using var upstream = await answer.Content.ReadAsStreamAsync(limit.Token);
        await using var client = await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        var tunnel = new Tunnel(client, upstream, passage.Connection, request.Facts.Body.Add);
        if (await tunnel.RunAsync(limit.Token) || http.RequestAborted.IsCancellationRequested)
            return;

        request.Facts.ErrorCode = "proxy_cut";
        http.Reset();
    }
}
