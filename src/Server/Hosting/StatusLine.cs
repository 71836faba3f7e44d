using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Hosting;

/// <summary>The first line of an answer.</summary>
internal static class StatusLine
{
    /// <summary>Sets a status with its own reason: what an upstream said of another one is not true of it.</summary>
    public static void SetStatus(this HttpResponse response, int status)
    {
        response.StatusCode = status;
        if (response.HttpContext.Features.Get<IHttpResponseFeature>() is { } feature)
            feature.ReasonPhrase = null;
    }
}
