using System.Text.Json;
using FerroGate.Admin.Lists;
using FerroGate.Admin.Resources;
using FerroGate.Core.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.ApiKeys;

/// <summary><c>/api-keys</c>: the keys of clients, and of those who operate the gateway.</summary>
internal static class KeyEndpoints
{
    private const int MostBytes = 64 * 1024;

    public static void MapKeyLists(this IEndpointRouteBuilder endpoints, AdminPorts ports)
    {
        endpoints.MapGet("/api-keys", http => ListAsync(http, ports)).ReadsParameters();
        endpoints.MapGet("/api-keys/{id}", async http =>
        {
            if (await ports.Keys.FindAsync(IdOf(http), http.RequestAborted) is { } found && AdminActor.Of(http).Rights.May(AdminRight.Read, found.Tenant))
                await KeyView.WriteAsync(http, StatusCodes.Status200OK, found, null);
            else
                await AdminProblem.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no key '{IdOf(http)}'.");
        });
    }

    public static void MapKeyChanges(this IEndpointRouteBuilder endpoints, AdminPorts ports)
    {
        endpoints.MapPost("/api-keys", async http =>
        {
            if (await AdminBody.ReadTextAsync(http, MostBytes) is { } json)
                await AnswerAsync(http, await ports.Keys.CreateAsync(json, AdminActor.Of(http), http.RequestAborted));
        });
        endpoints.MapPut("/api-keys/{id}", http => UpdateAsync(http, ports, (_, json) => json));
        endpoints.MapPatch("/api-keys/{id}", http => UpdateAsync(http, ports, MergePatch.Apply));
        endpoints.MapPost("/api-keys/{id}/rotate", http => RotateAsync(http, ports));
        endpoints.MapDelete("/api-keys/{id}", async http =>
        {
            if (await AdminPrecondition.ReadAsync(http) is (true, var version))
                await AnswerAsync(http, await ports.Keys.DeleteAsync(IdOf(http), version, AdminActor.Of(http), http.RequestAborted));
        });
    }

    private static async Task UpdateAsync(HttpContext http, AdminPorts ports, Func<string, string, string> edit)
    {
        if (await AdminPrecondition.ReadAsync(http) is not (true, var version) || await AdminBody.ReadTextAsync(http, MostBytes) is not { } json)
            return;

        try
        {
            await AnswerAsync(http, await ports.Keys.UpdateAsync(IdOf(http), before => edit(before, json), version, AdminActor.Of(http), http.RequestAborted));
        }
        catch (JsonException)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, "The body is no JSON object in which each name stands once.");
        }
    }

    private static async Task RotateAsync(HttpContext http, AdminPorts ports)
    {
        if (await AdminPrecondition.ReadAsync(http) is not (true, var version))
            return;

        string? overlap = null;
        if (http.Request.ContentLength is > 0 || http.Request.Headers.TransferEncoding.Count > 0)
        {
            if (await AdminBody.ReadTextAsync(http, MostBytes) is not { } json)
                return;

            if (!TryReadOverlap(json, out overlap))
            {
                await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, "The body is empty, or an object with 'overlap'.");
                return;
            }
        }

        await AnswerAsync(http, await ports.Keys.RotateAsync(IdOf(http), overlap, version, AdminActor.Of(http), http.RequestAborted));
    }

    private static bool TryReadOverlap(string json, out string? overlap)
    {
        overlap = null;
        try
        {
            var request = JsonSerializer.Deserialize(json, AdminJson.Default.RotateRequest);
            overlap = request?.Overlap;
            return request is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static async Task ListAsync(HttpContext http, AdminPorts ports)
    {
        var (asked, error) = NameListQuery.Read(http.Request.Query, ports.Lists());
        if (asked is null)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error!);
            return;
        }

        // One more tells whether there are more.
        var found = await ports.Keys.ListAsync(asked.After, asked.Limit + 1, AdminActor.TenantsSeen(http), http.RequestAborted);
        await KeyView.WriteListAsync(http, [.. found.Take(asked.Limit)], asked.Limit, hasMore: found.Count > asked.Limit);
    }

    private static Task AnswerAsync(HttpContext http, KeyAnswer answer) => answer switch
    {
        { Detail: { } detail } => AdminProblem.WriteAsync(http, answer.Status, detail, answer.Diagnostics),
        { Item: { } item } => KeyView.WriteAsync(http, answer.Status, item, answer.Secret),
        _ => ResourceView.WriteDeletedAsync(http, "api_key", IdOf(http)),
    };

    // A slash in a name is written as %2F, which the server leaves as it is.
    private static string IdOf(HttpContext http) => ((string?)http.Request.RouteValues["id"] ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
