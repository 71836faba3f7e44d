using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Intercepts;

/// <summary><c>intercept</c>: looks at the answers of what follows, and may put others in their place.</summary>
internal sealed class InterceptStep(IReadOnlyList<ResponseRoute> routes, SiteHandler next)
{
    // They speak of the body that is not sent.
    private static readonly string[] OfTheBody =
    [
        HeaderNames.ContentLength, HeaderNames.ContentType, HeaderNames.ContentEncoding, HeaderNames.ContentRange, HeaderNames.AcceptRanges,
        HeaderNames.ETag, HeaderNames.LastModified, HeaderNames.ContentMD5, HeaderNames.Trailer,
    ];

    public async Task HandleAsync(SiteRequest request)
    {
        var features = request.Http.Features;
        var inner = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new InterceptedBody(request, inner, routes);
        features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(request);

            // What failed is no answer yet; `handle_errors` makes one.
            if (request.Error is null && !request.Facts.WasReset)
                await body.FinishAsync();
        }
        finally
        {
            features.Set(inner);
        }

        if (body.Route is { } route)
            await ReplaceAsync(request, route);
    }

    private static Task ReplaceAsync(SiteRequest request, ResponseRoute route)
    {
        var response = request.Response;
        request.Intercepted = new InterceptedAnswer(response.StatusCode, new HeaderDictionary(response.Headers.ToDictionary(StringComparer.OrdinalIgnoreCase)));
        request.IsUnanswered = false;
        response.SetStatus(StatusCodes.Status200OK);
        foreach (var name in OfTheBody)
            response.Headers.Remove(name);

        return route.Handle!(request);
    }
}
