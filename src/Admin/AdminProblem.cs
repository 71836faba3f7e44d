using FerroGate.Core.Refusals;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

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

    public static Task WriteAsync(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        if (status == StatusCodes.Status401Unauthorized)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
        }

        var problem = new ProblemDetails { Status = status, Detail = detail };
        return http.Response.WriteAsJsonAsync(problem, AdminJson.Default.ProblemDetails, "application/problem+json");
    }
}
