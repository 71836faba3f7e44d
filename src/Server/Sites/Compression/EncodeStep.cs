using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Compression;

/// <summary><c>encode</c>: compresses what comes after it, as Caddy does.</summary>
internal sealed class EncodeStep(EncodeSettings settings, RequestDelegate next)
{
    public async Task HandleAsync(HttpContext http)
    {
        if (EncodedBody.ForbidsChange(http.Request.Headers) || EncodeNegotiation.Choose(http.Request, settings.Formats) is not { } format)
        {
            await next(http);
            return;
        }

        RestoreEntityTag(http.Request.Headers, format.Name);
        var inner = http.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        var body = new EncodedBody(http, inner, settings, format);
        http.Features.Set<IHttpResponseBodyFeature>(body);
        try
        {
            await next(http);
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

    // The tag that the client kept has our suffix; what made the answer knows the one without it.
    private static void RestoreEntityTag(IHeaderDictionary request, string format)
    {
        var tag = request.IfNoneMatch.ToString();
        var suffix = $"-{format}\"";
        if (tag.StartsWith('"') && tag.EndsWith(suffix, StringComparison.Ordinal))
            request[HeaderNames.IfNoneMatch] = tag[..^suffix.Length] + '"';
    }
}
