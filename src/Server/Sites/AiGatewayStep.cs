using FerroGate.Core.Refusals;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Sites;

/// <summary><c>ai_gateway</c>: takes the AI paths, refuses everything that looks like one, and leaves the rest alone.</summary>
internal sealed class AiGatewayStep(AiEndpoint endpoint, RequestDelegate next)
{
    public Task HandleAsync(HttpContext http)
    {
        var match = AiPaths.Match(http.Request.Method, http.Facts().OriginalTarget, OriginalPath.Of(http));
        return match switch
        {
            { Operation: { } operation } => endpoint.HandleAsync(http, operation),
            { AllowedMethod: { } method } => WrongMethodAsync(http, method),
            { IsVariant: true } => RefusalWriter.WriteAsync(http, Variant),
            _ => next(http),
        };
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
