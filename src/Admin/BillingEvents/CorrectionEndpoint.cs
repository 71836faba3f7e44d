using System.Text.Json;
using FerroGate.Core.Exchanges;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.BillingEvents;

/// <summary><c>/billing-events/{id}/corrections</c>: puts an entry of the ledger right by another one.</summary>
internal static class CorrectionEndpoint
{
    private const int MostBytes = 16 * 1024;

    public static void MapCorrections(this IEndpointRouteBuilder endpoints, AdminPorts ports) => endpoints.MapPost("/billing-events/{id}/corrections", async http =>
    {
        if (await AdminPrecondition.ReadAsync(http) is not (true, var version) || await ReadAsync(http) is not { } request)
            return;

        var id = (string?)http.Request.RouteValues["id"] ?? "";
        var answer = ExchangeId.TryParse(id, out var exchange)
            ? await ports.LedgerControl.CorrectAsync(exchange, request.Read(), version, AdminActor.Of(http), http.RequestAborted)
            : new CorrectionAnswer(404, Detail: $"There is no billing event '{id}'.");
        if (answer.Entry is not { } entry)
        {
            await AdminProblem.WriteAsync(http, answer.Status, answer.Detail!);
            return;
        }

        http.Response.StatusCode = answer.Status;
        AdminPrecondition.WriteTag(http, entry.Version);
        await http.Response.WriteAsJsonAsync(CorrectionView.Of(entry), AdminJson.Default.CorrectionView, contentType: null, http.RequestAborted);
    });

    // null where the answer says already what is wrong.
    private static async Task<CorrectionRequest?> ReadAsync(HttpContext http)
    {
        if (await AdminBody.ReadTextAsync(http, MostBytes) is not { } json)
            return null;

        string wrong;
        try
        {
            if (JsonSerializer.Deserialize(json, AdminJson.Default.CorrectionRequest) is { } request)
                return request;
            wrong = "$";
        }
        catch (JsonException exception)
        {
            wrong = exception.Path ?? "$";
        }

        await AdminProblem.WriteAsync(
            http, StatusCodes.Status400BadRequest, $"The body is an object with 'reason', and 'usage', 'cost_nano_usd' and 'failed_attempt' in whole numbers; it is wrong at '{wrong}'.");
        return null;
    }
}
