using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Files;

/// <summary>The conditions of a request (RFC 9110, section 13), in the order in which Go asks for them.</summary>
internal static class FileConditions
{
    /// <summary>200 to send the file, 304 or 412 not to.</summary>
    public static int StatusOf(HttpRequest request, OpenFile file, string entityTag)
    {
        var headers = request.Headers;
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (headers.IfMatch.Count > 0)
        {
            if (!Names(headers.IfMatch.ToString(), entityTag, isWeak: false))
                return StatusCodes.Status412PreconditionFailed;
        }
        else if (DateOf(headers.IfUnmodifiedSince) is { } unmodified && file.Modified > unmodified)
        {
            return StatusCodes.Status412PreconditionFailed;
        }

        if (headers.IfNoneMatch.Count > 0)
        {
            if (Names(headers.IfNoneMatch.ToString(), entityTag, isWeak: true))
                return reads ? StatusCodes.Status304NotModified : StatusCodes.Status412PreconditionFailed;
        }
        else if (reads && DateOf(headers.IfModifiedSince) is { } modified && file.Modified <= modified)
        {
            return StatusCodes.Status304NotModified;
        }

        return StatusCodes.Status200OK;
    }

    /// <summary>Whether a range may be sent: <c>If-Range</c> is absent, or names this very file.</summary>
    public static bool AllowRange(HttpRequest request, OpenFile file, string entityTag)
    {
        var condition = request.Headers.IfRange.ToString();
        if (condition.Length == 0)
            return true;
        return condition.StartsWith('"') || condition.StartsWith("W/", StringComparison.Ordinal)
            ? condition == entityTag
            : DateOf(condition) == file.Modified;
    }

    private static bool Names(string list, string entityTag, bool isWeak)
    {
        if (list.Trim() == "*")
            return true;

        // What cannot be read names nothing, and neither does what is behind it.
        return EntityTagHeaderValue.TryParseList([list], out var tags)
            && tags.Any(tag => isWeak ? tag.Tag == entityTag : !tag.IsWeak && tag.Tag == entityTag);
    }

    private static DateTimeOffset? DateOf(string? text) =>
        DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
