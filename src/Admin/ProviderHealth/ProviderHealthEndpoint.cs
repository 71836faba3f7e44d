using FerroGate.Admin.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.ProviderHealth;

/// <summary><c>/provider-health</c>: how the providers stand, by name.</summary>
internal static class ProviderHealthEndpoint
{
    public static void MapProviderHealth(this IEndpointRouteBuilder endpoints, AdminPorts ports) => endpoints.MapGet("/provider-health", async http =>
    {
        var (asked, error) = NameListQuery.Read(http.Request.Query, ports.Lists());
        if (asked is null)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error!);
            return;
        }

        var all = ports.Control.ProviderHealth();
        var rest = all.OrderBy(one => one.Name, StringComparer.Ordinal).Where(one => string.CompareOrdinal(one.Name, asked.After) > 0).ToList();
        var page = rest.Take(asked.Limit).ToList();
        var list = new ListView<ProviderHealthView>(page, all.Count, Offset: 0, asked.Limit)
        {
            NextAfter = rest.Count > page.Count ? page[^1].Name : null,
        };
        await http.Response.WriteAsJsonAsync(list, AdminJson.Default.ListViewProviderHealthView, contentType: null, http.RequestAborted);
    }).ReadsParameters();
}
