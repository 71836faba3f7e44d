using FerroGate.Admin.Lists;
using FerroGate.Core.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.AuditEvents;

/// <summary><c>/audit-events</c>: who changed what.</summary>
internal static class AuditEventEndpoints
{
    private static readonly ListFields s_fields = new(
        Status: null, ListField.Actor, ListField.Action, ListField.Target, ListField.Outcome);

    public static void MapAuditEvents(this IEndpointRouteBuilder endpoints, AdminPorts ports) =>
        endpoints.MapGet("/audit-events", http =>
        {
            var lists = ports.Lists();
            return ListEndpoint.WriteAsync(
                http, lists, lists.AuditEvents, s_fields, ports.Audit.ListAsync, AuditEventView.Of, AdminJson.Default.ListViewAuditEventView);
        }).ReadsParameters();
}
