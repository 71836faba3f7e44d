using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Hosting;

/// <summary>Finds the facts of a request where only the request is at hand.</summary>
internal static class RequestFactsAccess
{
    /// <summary>The facts that <see cref="RequestGate"/> put there before anything else ran.</summary>
    public static RequestFacts Facts(this HttpContext http) => http.Features.GetRequiredFeature<RequestFacts>();
}
