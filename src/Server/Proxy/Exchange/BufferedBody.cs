using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Reads the beginning of a request's body before an upstream is asked, where the config says so.</summary>
internal static class BufferedBody
{
    /// <summary>The request has a body, or may have one.</summary>
    public static bool IsThere(HttpRequest request) =>
        request.ContentLength is not null
        || request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true };

    /// <param name="http">The request.</param>
    /// <param name="most">So many bytes, or a few more.</param>
    /// <param name="isWanted">The upstream is to get the body at all.</param>
    /// <returns>What was read, and whether that is all.</returns>
    public static async Task<(ReadOnlyMemory<byte> Bytes, bool IsWhole)> ReadAsync(HttpContext http, long most, bool isWanted)
    {
        if (http.Request.ContentLength == 0)
            return (default, true);
        if (most == 0 || !isWanted || !IsThere(http.Request))
            return (default, false);

        var bytes = new MemoryStream();
        var reader = http.Request.BodyReader;
        while (bytes.Length < most)
        {
            var read = await reader.ReadAsync(http.RequestAborted);
            foreach (var segment in read.Buffer)
                bytes.Write(segment.Span);

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return (bytes.GetBuffer().AsMemory(0, (int)bytes.Length), true);
        }

        return (bytes.GetBuffer().AsMemory(0, (int)bytes.Length), false);
    }
}
