using FerroGate.Config.Model.Proxy;
using FerroGate.Core.Keys;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy;

/// <summary>What changes in a request on its way to an upstream, and in its response on the way back.</summary>
internal sealed class ProxyTransformer(UpstreamAddress upstream, HeaderRule[] rules, KeyDirectory keys) : HttpTransformer
{
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var query = KeyTraces.Remove(httpContext.Request.QueryString, keys);
        proxyRequest.RequestUri = RequestUtilities.MakeDestinationAddress(destinationPrefix, httpContext.Request.Path, query);

        foreach (var name in ConnectionOptions.Names(httpContext.Request.Headers.Connection))
        {
            proxyRequest.RemoveHeader(name);
        }

        // As in Caddy: a plain upstream hears the client's Host, one behind TLS its own.
        proxyRequest.Headers.Host = upstream.Scheme == Uri.UriSchemeHttps ? null : httpContext.Request.Host.Value;
        Forwarded(httpContext.Request, proxyRequest);
        KeyTraces.Remove(proxyRequest.Headers, keys);
        var incoming = SiteRequest.Of(httpContext)!;
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

    // What a client says of others before it is not believed, so these are set and not extended.
    private static void Forwarded(HttpRequest request, HttpRequestMessage proxyRequest)
    {
        Set("X-Forwarded-For", request.HttpContext.Connection.RemoteIpAddress?.ToString());
        Set("X-Forwarded-Proto", request.Scheme);
        Set("X-Forwarded-Host", request.Host.Value);

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
