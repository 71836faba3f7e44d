using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Compression;

/// <summary><c>encode</c>: compresses what comes after it, as Caddy does.</summary>
internal sealed class EncodeStep(EncodeSettings settings, SiteHandler next)
{
    public async Task HandleAsync(SiteRequest request)
    {
        var http = request.Http;
        if (EncodedBody.ForbidsChange(http.Request.Headers) || EncodeNegotiation.Choose(http.Request, settings.Formats) is not { } format)
        {
            await next(request);
            return;
        }

        var hasOurs = RestoreEntityTags(http.Request.Headers, format);
        var inner = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new EncodedBody(request, inner, settings, format) { ClientHasOurs = hasOurs };
        http.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(request);
            await body.FinishAsync();
        }
        catch
        {
            // Without its end, so that nobody takes half an answer for a whole one.
            body.Abandon();
            throw;
        }
        finally
        {
            http.Features.Set(inner);
        }
    }

    // The tags that the client kept have our suffix; what made the answer knows those without it.
    private static bool RestoreEntityTags(IHeaderDictionary request, EncodeFormat format)
    {
        if (!EntityTagHeaderValue.TryParseList(request.IfNoneMatch, out var tags) || !tags.Any(format.IsTagged))
            return false;

        request.IfNoneMatch = string.Join(", ", tags.Select(tag => format.IsTagged(tag) ? format.Untag(tag) : tag.ToString()));
        return true;
    }
}
