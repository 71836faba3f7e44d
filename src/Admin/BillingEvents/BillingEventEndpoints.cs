using FerroGate.Admin.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.BillingEvents;

/// <summary><c>/billing-events</c>: the ledger.</summary>
internal static class BillingEventEndpoints
{
    public static void MapBillingEvents(this IEndpointRouteBuilder endpoints, AdminPorts ports) =>
        endpoints.MapGet("/billing-events", http =>
        {
            var lists = ports.Lists();
            return ListEndpoint.WriteAsync(
                http, lists, lists.LedgerEntries, ports.Ledger.ListAsync, BillingEventView.Of, AdminJson.Default.ListViewBillingEventView);
        });
}
