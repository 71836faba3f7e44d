using FerroGate.Admin.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.UsageAggregates;

/// <summary><c>/usage-aggregates</c>: what the ledger comes to.</summary>
internal static class UsageAggregateEndpoint
{
    public static void MapUsageAggregates(this IEndpointRouteBuilder endpoints, AdminPorts ports) => endpoints.MapGet("/usage-aggregates", async http =>
    {
        var (asked, error) = UsageAggregateQuery.Read(http.Request.Query, ports.Lists());
        if (asked is null)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error!);
            return;
        }

        asked = asked with { Tenants = AdminActor.TenantsSeen(http) };
        var page = await ports.Usage.SumsAsync(asked, http.RequestAborted);
        var list = new ListView<UsageAggregateView>(
            [.. page.Items.Select(group => UsageAggregateView.Of(group, asked.GroupBy))], page.Total, asked.Offset, asked.Limit)
        {
            Stale = page.IsStale,
        };
        await http.Response.WriteAsJsonAsync(list, AdminJson.Default.ListViewUsageAggregateView, contentType: null, http.RequestAborted);
    }).ReadsParameters();
}
