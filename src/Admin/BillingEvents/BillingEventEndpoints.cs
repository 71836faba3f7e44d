using FerroGate.Admin.Lists;
using FerroGate.Core.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.BillingEvents;

/// <summary><c>/billing-events</c>: the ledger.</summary>
internal static class BillingEventEndpoints
{
    private static readonly ListFields s_fields = new(
        "status", ListField.Key, ListField.Organization, ListField.Team, ListField.Project, ListField.User, ListField.Model, ListField.Provider,
        ListField.ProviderModel);

    public static void MapBillingEvents(this IEndpointRouteBuilder endpoints, AdminPorts ports) =>
        endpoints.MapGet("/billing-events", http =>
        {
            var lists = ports.Lists();
            return ListEndpoint.WriteAsync(
                http, lists, lists.LedgerEntries, s_fields, ports.Ledger.ListAsync, BillingEventView.Of, AdminJson.Default.ListViewBillingEventView);
        }).ReadsParameters();
}
