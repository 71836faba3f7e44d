using FerroGate.Core.Refusals;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy;
using FerroGate.Server.Sites.Passwords;
using FerroGate.Server.Telemetry.Logs;

namespace FerroGate.Server.Sites;

/// <summary>What directives hand requests to.</summary>
/// <param name="Ai">The AI endpoints.</param>
/// <param name="Proxy">What reverse proxies share.</param>
/// <param name="GatewayPaths">Health and metrics of a site with an <c>ai_gateway</c>, for paths that no directive takes.</param>
/// <param name="Logs">Where the logs of sites are opened.</param>
/// <param name="Clock">The clock.</param>
internal sealed record SiteServices(AiEndpoint Ai, ProxyServices Proxy, RequestDelegate GatewayPaths, GatewayLogs Logs, TimeProvider Clock)
{
    /// <summary>Checks the passwords of every site.</summary>
    public PasswordCheck Passwords { get; } = new();

    /// <summary>Answers what no directive answered.</summary>
    public static Task NotFoundAsync(HttpContext http) => RefusalWriter.WriteAsync(
        http,
        new Refusal(404, ErrorType.NotFound, RefusalCodes.RouteNotFound, "Nothing in the config of this site answers this path."));
}
