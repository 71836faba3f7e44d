using System.Text.Json;
using FerroGate.Core.Resources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.Resources;

/// <summary>
/// <c>/policies</c>, <c>/limits</c>, <c>/budgets</c>, <c>/prices</c>, <c>/models</c>, <c>/providers</c>, <c>/tenants</c> and <c>/role-bindings</c>: what the config file defines can be read, what
/// is made here can be changed too.
/// </summary>
internal static class ResourceEndpoints
{
    private const int MostBytes = 64 * 1024;

    public static void MapResourceLists(this IEndpointRouteBuilder endpoints, AdminPorts ports, ResourceKind kind)
    {
        var path = $"/{ResourceKindNames.PathOf(kind)}";
        endpoints.MapGet(path, http => ResourceList.WriteAsync(http, Seen(http, ports, kind), ports.Lists())).ReadsParameters();
        endpoints.MapGet(path + "/{**id}", async http =>
        {
            var id = IdOf(http);
            if (Seen(http, ports, kind).FirstOrDefault(item => item.Id == id) is { } found)
                await ResourceView.WriteAsync(http, StatusCodes.Status200OK, kind, found);
            else
                await AdminProblem.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no {ResourceKindNames.Of(kind)} '{id}'.");
        });
    }

    public static void MapResourceChanges(this IEndpointRouteBuilder endpoints, AdminPorts ports, ResourceKind kind)
    {
        var path = $"/{ResourceKindNames.PathOf(kind)}";
        endpoints.MapPost(path, async http =>
        {
            if (await AdminBody.ReadTextAsync(http, MostBytes) is { } json)
                await AnswerAsync(http, kind, await ports.Resources.CreateAsync(kind, json, AdminActor.Of(http), http.RequestAborted));
        });
        endpoints.MapPut(path + "/{**id}", http => UpdateAsync(http, ports, kind, (_, json) => json));
        endpoints.MapPatch(path + "/{**id}", http => UpdateAsync(http, ports, kind, MergePatch.Apply));
        endpoints.MapDelete(path + "/{**id}", async http =>
        {
            if (await AdminPrecondition.ReadAsync(http) is (true, var version))
                await AnswerAsync(http, kind, await ports.Resources.DeleteAsync(kind, IdOf(http), version, AdminActor.Of(http), http.RequestAborted));
        });
    }

    private static List<ResourceItem> Seen(HttpContext http, AdminPorts ports, ResourceKind kind)
    {
        var actor = AdminActor.Of(http);
        return [.. ports.Resources.List(kind).Where(item => ResourceRights.MaySee(actor, item))];
    }

    private static async Task UpdateAsync(HttpContext http, AdminPorts ports, ResourceKind kind, Func<string, string, string> edit)
    {
        if (await AdminPrecondition.ReadAsync(http) is not (true, var version) || await AdminBody.ReadTextAsync(http, MostBytes) is not { } json)
            return;

        try
        {
            await AnswerAsync(http, kind, await ports.Resources.UpdateAsync(kind, IdOf(http), before => edit(before, json), version, AdminActor.Of(http), http.RequestAborted));
        }
        catch (JsonException)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, "The body is no JSON object in which each name stands once.");
        }
    }

    private static async Task AnswerAsync(HttpContext http, ResourceKind kind, ResourceChange change)
    {
        if (change.Detail is not null)
            await AdminProblem.WriteAsync(http, change.Status, change.Detail, change.Diagnostics);
        else if (change.Item is { } item)
            await ResourceView.WriteAsync(http, change.Status, kind, item);
        else
            await ResourceView.WriteDeletedAsync(http, ResourceKindNames.Of(kind), IdOf(http));
    }

    // A slash in a name is written as %2F, which the server leaves as it is.
    private static string IdOf(HttpContext http) =>
        ((string?)http.Request.RouteValues["id"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
