using FerroGate.Core.Refusals;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Sites;

/// <summary>Stands before a site's directives, and lets only those requests in whose target has one meaning.</summary>
internal sealed class TargetCheck(RequestDelegate inner)
{
    public Task HandleAsync(HttpContext http)
    {
        var target = http.Facts().OriginalTarget;

        // The server takes it for a character of the path, and others for its end.
        if (target.Contains('#', StringComparison.Ordinal))
        {
            return RefusalWriter.WriteAsync(http, NumberSign);
        }

        // It asks about the server and not about a site.
        if (target == "*")
            return AnswerAboutServer(http);

        return HttpMethods.IsConnect(http.Request.Method) ? RefusalWriter.WriteAsync(http, Tunnel) : inner(http);
    }

    private static Task AnswerAboutServer(HttpContext http)
    {
        http.Response.ContentLength = 0;
        return Task.CompletedTask;
    }

    private static Refusal NumberSign { get; } = new(
        400,
        ErrorType.InvalidRequest,
        RefusalCodes.InvalidRequest,
        "The request target holds a '#', which ends a URL's path and is never sent. Write '%23' where it is part of a name.");

    private static Refusal Tunnel { get; } = new(
        405, ErrorType.InvalidRequest, RefusalCodes.MethodNotAllowed, "This server opens no tunnels: CONNECT is not taken.");
}
