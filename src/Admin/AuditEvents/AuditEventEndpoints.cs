using FerroGate.Admin.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.AuditEvents;

/// <summary><c>/audit-events</c>: who changed what.</summary>
internal static class AuditEventEndpoints
{
    public static void MapAuditEvents(this IEndpointRouteBuilder endpoints, AdminPorts ports) =>
        endpoints.MapGet("/audit-events", http =>
        {
            var lists = ports.Lists();
            return ListEndpoint.WriteAsync(
                http, lists, lists.AuditEvents, ports.Audit.ListAsync, AuditEventView.Of, AdminJson.Default.ListViewAuditEventView);
        });
}
