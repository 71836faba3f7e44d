using System.Net;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Writes the headers of a request that YARP carries, as those of any other are written.</summary>
internal sealed class UpgradeTransformer(SiteRequest request, Upstream upstream, ProxySettings settings, Uri target, Func<HttpResponseMessage, Task> answer) : HttpTransformer
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
        // Whoever asks for another protocol and does not get it shall not see more than others do.
        if (proxyResponse is not null && proxyResponse.StatusCode != HttpStatusCode.SwitchingProtocols && httpContext.Features.Get<IHttpExtendedConnectFeature>() is not { IsExtendedConnect: true })
        {
            await answer(proxyResponse);
            return false;
        }

        var hasBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse?.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var connection) == true)
        {
            foreach (var name in ConnectionOptions.Names(connection))
                httpContext.Response.Headers.Remove(name);
        }

        settings.ResponseHead.Change(request, httpContext.Response.Headers);
        RequestGate.WriteIdentity(httpContext.Response.Headers, httpContext.Facts().Identity);
        return hasBody;
    }
}
