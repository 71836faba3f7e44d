using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Reads <c>If-Match</c>: which version of something is to be changed.</summary>
internal static class AdminPrecondition
{
    /// <summary>Reads it; <c>false</c> where the answer says already that it is wrong.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Whether it may go on, and the version; <c>null</c> for whichever there is.</returns>
    public static async Task<(bool IsRight, long? Version)> ReadAsync(HttpContext http)
    {
        var match = http.Request.Headers.IfMatch.ToString();
        if (match is "" or "*")
            return (true, null);

        if (match is ['"', .. var tag, '"'] && long.TryParse(tag, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return (true, version);

        await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, "'If-Match' is one ETag that was given for this, or a star.");
        return (false, null);
    }

    /// <summary>What <c>If-Match</c> is compared with.</summary>
    public static void WriteTag(HttpContext http, long version) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");
}
