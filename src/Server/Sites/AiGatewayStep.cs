using FerroGate.Core.Refusals;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Compression;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites;

/// <summary><c>ai_gateway</c>: takes the AI paths, refuses everything that looks like one, and leaves the rest alone.</summary>
internal sealed class AiGatewayStep(AiEndpoint endpoint, SiteHandler next)
{
    public Task HandleAsync(SiteRequest request)
    {
        var http = request.Http;
        http.Facts().Dialect = AiPaths.DialectOf(http.Facts().OriginalTarget);
        var match = AiPaths.Match(http.Request.Method, http.Facts().OriginalTarget, request.ServerPath);
        switch (match)
        {
            case { Operation: null, AllowedMethod: null, IsVariant: false }:
                return next(request);
            case { Operation: { } operation }:
                // A provider's bytes stay as they are, and so do our own words on these paths.
                EncodedBody.StandAside(http);
                operation = AiPaths.ForClient(operation, http.Request.Headers);
                http.Facts().Dialect = operation.Dialect;
                return endpoint.HandleAsync(http, operation);
            case { AllowedMethod: { } method }:
                EncodedBody.StandAside(http);
                return WrongMethodAsync(http, method);
            default:
                EncodedBody.StandAside(http);
                return RefusalWriter.WriteAsync(http, Variant);
        }
    }

    private static Refusal Variant { get; } = new(
        404,
        ErrorType.NotFound,
        RefusalCodes.RouteNotFound,
        "There is no such path. It differs from an AI path only in letter case, slashes or escapes: write it as documented.");

    private static Task WrongMethodAsync(HttpContext http, string method)
    {
        http.Response.Headers.Allow = method;
        return RefusalWriter.WriteAsync(
            http,
            new Refusal(405, ErrorType.InvalidRequest, RefusalCodes.MethodNotAllowed, $"This path takes {method}."));
    }
}
