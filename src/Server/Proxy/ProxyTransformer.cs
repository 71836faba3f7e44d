using FerroGate.Config.Model.Proxy;
using FerroGate.Core.Keys;
using FerroGate.Server.Ai;
using FerroGate.Server.Connections;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy;

/// <summary>What changes in a request on its way to an upstream, and in its response on the way back.</summary>
internal sealed class ProxyTransformer(UpstreamAddress upstream, HeaderRule[] rules, KeyDirectory keys) : HttpTransformer
{
    private const string ForwardedFor = "X-Forwarded-For";

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var incoming = SiteRequest.Of(httpContext)!;
        var query = KeyTraces.Remove(httpContext.Request.QueryString, keys);
        if (!query.HasValue && incoming.Target.HasBareQuestionMark)
            query = new QueryString("?");

        proxyRequest.RequestUri = UpstreamTarget.Of(destinationPrefix, incoming.Target.EscapedPath, query);

        foreach (var name in ConnectionOptions.Names(httpContext.Request.Headers.Connection))
        {
            proxyRequest.RemoveHeader(name);
        }

        // As in Caddy: a plain upstream hears the client's Host, one behind TLS its own.
        proxyRequest.Headers.Host = upstream.Scheme == Uri.UriSchemeHttps ? null : httpContext.Request.Host.Value;
        Forwarded(httpContext, proxyRequest);
        KeyTraces.Remove(proxyRequest.Headers, keys);
        foreach (var rule in rules)
        {
            rule.Apply(incoming, proxyRequest);
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext,
        HttpResponseMessage? proxyResponse,
        CancellationToken cancellationToken)
    {
        var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null && proxyResponse.Headers.NonValidated.TryGetValues("Connection", out var connection))
        {
            foreach (var name in ConnectionOptions.Names(connection))
            {
                httpContext.Response.Headers.Remove(name);
            }
        }

        RequestGate.WriteIdentity(httpContext.Response.Headers, httpContext.Facts().Identity);
        return hasBody;
    }

    // What a client says of others before it is not believed: it is set and not extended, unless a trusted proxy says it.
    private static void Forwarded(HttpContext http, HttpRequestMessage proxyRequest)
    {
        var isTrusted = http.Facts().IsFromTrustedProxy;
        var before = isTrusted ? http.Request.Headers[ForwardedFor].ToString() : "";
        var remote = ClientAddress.RemoteOf(http)?.ToString();
        Set(ForwardedFor, before.Length > 0 ? $"{before}, {remote}" : remote);
        SetUnlessTrusted("X-Forwarded-Proto", http.Request.Scheme);
        SetUnlessTrusted("X-Forwarded-Host", http.Request.Host.Value);

        void SetUnlessTrusted(string name, string? value)
        {
            if (!isTrusted || !http.Request.Headers.ContainsKey(name))
                Set(name, value);
        }

        void Set(string name, string? value)
        {
            proxyRequest.Headers.Remove(name);
            if (value is not null)
            {
                proxyRequest.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }
}
