using FerroGate.Admin.Configs;
using FerroGate.Core.Refusals;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Writes errors of the admin side as problem documents (RFC 9457).</summary>
public static class AdminProblem
{
    /// <summary>Says no to a caller.</summary>
    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        if (refusal.RetryAfterSeconds is { } wait)
        {
            http.Response.Headers.RetryAfter = wait;
        }

        return WriteAsync(http, refusal.Status, refusal.Message);
    }

    /// <param name="http">The request.</param>
    /// <param name="status">The status.</param>
    /// <param name="detail">What is wrong, and what to do.</param>
    /// <param name="errors">The places that are wrong, where there are any.</param>
    public static Task WriteAsync(HttpContext http, int status, string detail, IReadOnlyList<DiagnosticView>? errors = null)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        var problem = new AdminFault { Status = status, Detail = detail, Errors = errors };
        return http.Response.WriteAsJsonAsync(problem, AdminJson.Default.AdminFault, "application/problem+json");
    }
}
