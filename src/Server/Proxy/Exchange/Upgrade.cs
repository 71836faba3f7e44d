using System.Net;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>
/// Requests that want to become another protocol where one side speaks HTTP/2 (RFC 8441): YARP puts them into the form of the other
/// side and carries them.
/// </summary>
internal static class Upgrade
{
    // Silence is no failure: such connections say nothing for hours.
    private static readonly ForwarderRequestConfig Config = new() { ActivityTimeout = Timeout.InfiniteTimeSpan };

    private static readonly ForwarderRequestConfig ConfigOfHttp2 = Config with { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

    /// <summary>Whether a request asks for it.</summary>
    public static bool IsAsked(HttpContext http, Upstream upstream) =>
        http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
        || (upstream.IsH2c && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true });

    /// <param name="request">The request.</param>
    /// <param name="upstream">Who is asked.</param>
    /// <param name="settings">The directive.</param>
    /// <param name="target">What is asked for.</param>
    /// <param name="answer">Takes an answer that is no change of protocol.</param>
    /// <returns><c>null</c> where it was answered, or is over.</returns>
    public static async Task<AttemptFailure?> SendAsync(SiteRequest request, Upstream upstream, ProxySettings settings, Uri target, Func<HttpResponseMessage, Task> answer)
    {
        var http = request.Http;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        if (settings.StreamTimeout is { } time)
            limit.CancelAfter(time);

        var error = await settings.Services.Forwarder.SendAsync(
            http,
            upstream.Prefix,
            settings.Transport.Client,
            upstream.IsH2c ? ConfigOfHttp2 : Config,
            new UpgradeTransformer(request, upstream, settings, target, answer),
            limit.Token);
        if (error == ForwarderError.None)
            return null;

        // Who leaves does no wrong.
        if (http.Response.HasStarted && http.RequestAborted.IsCancellationRequested)
            return null;

        if (http.Response.HasStarted || http.RequestAborted.IsCancellationRequested)
        {
            http.Facts().WasReset = true;
            http.Facts().ErrorCode = "proxy_cut";
            return null;
        }

        // What was copied of an answer that then failed is no part of ours.
        http.Response.Clear();
        RequestGate.WriteIdentity(http.Response.Headers, http.Facts().Identity);
        settings.Health.CountFailure(upstream);
        return http.Features.Get<IForwarderErrorFeature>()?.Exception is { } exception ? AttemptFailure.Of(exception) : AttemptFailure.BadAnswer;
    }
}
