using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.Status;

/// <summary><c>/status</c>: how the gateway stands.</summary>
internal static class StatusEndpoint
{
    public static void MapStatus(this IEndpointRouteBuilder endpoints, AdminPorts ports) => endpoints.MapGet("/status", http =>
        http.Response.WriteAsJsonAsync(ports.Control.Status(), AdminJson.Default.StatusView, contentType: null, http.RequestAborted));
}
