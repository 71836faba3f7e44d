using FerroGate.Admin.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.ProviderHealth;

/// <summary><c>/provider-health</c>: how the providers stand.</summary>
internal static class ProviderHealthEndpoint
{
    public static void MapProviderHealth(this IEndpointRouteBuilder endpoints, AdminPorts ports) => endpoints.MapGet("/provider-health", http =>
    {
        var all = ports.Control.ProviderHealth();
        return http.Response.WriteAsJsonAsync(
            new ListView<ProviderHealthView>(all, all.Count, Offset: 0, Limit: all.Count),
            AdminJson.Default.ListViewProviderHealthView,
            contentType: null,
            http.RequestAborted);
    });
}
