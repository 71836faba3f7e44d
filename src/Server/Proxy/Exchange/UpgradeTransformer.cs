using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Writes the headers of a request that YARP carries, as those of any other are written.</summary>
internal sealed class UpgradeTransformer(SiteRequest request, Upstream upstream, ProxySettings settings, Uri target) : HttpTransformer
{
    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        proxyRequest.RequestUri = target;
        OutgoingMessage.Write(settings.RequestHead.Make(request, upstream), proxyRequest);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        settings.ResponseHead.Change(request, httpContext.Response.Headers);
        RequestGate.WriteIdentity(httpContext.Response.Headers, httpContext.Facts().Identity);
        return hasBody;
    }
}
