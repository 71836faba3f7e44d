using System.Buffers;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Hosting;

/// <summary>Answers with a refusal, in the dialect of the caller.</summary>
internal static class RefusalWriter
{
    public static Task WriteAsync(HttpContext http, Refusal refusal)
    {
        var facts = http.Facts();
        facts.RefusalCode = facts.ErrorCode = refusal.Code;
        var response = http.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = "application/json";
        WriteHeaders(http, refusal);
        if (facts.Dialect.RequestIdHeader is { } name)
        {
            response.Headers[name] = facts.Identity.RequestId;
        }

        CloseIfBodyIsUnread(http);
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return Task.CompletedTask;
        }

        var body = new ArrayBufferWriter<byte>(256);
        facts.Dialect.WriteError(body, refusal, facts.Identity.RequestId);
        response.ContentLength = body.WrittenCount;
        return response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted).AsTask();
    }

    private static void WriteHeaders(HttpContext http, Refusal refusal)
    {
        var headers = http.Response.Headers;
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        if (refusal.RetryAfterSeconds is { } wait)
        {
            headers.RetryAfter = wait;
        }

        if (refusal.ShouldRetry is { } retry)
        {
            headers["x-should-retry"] = retry ? "true" : "false";
        }

        RateHeaders.Write(http, refusal.Rates);
    }

    // A body that nobody reads would have to be taken in and thrown away before the connection could serve again.
    private static void CloseIfBodyIsUnread(HttpContext http)
    {
        if (!http.Facts().BodyWasRead && HasBody(http.Request))
        {
            http.Response.Headers.Connection = "close";
        }
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
