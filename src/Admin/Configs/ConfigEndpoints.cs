using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.Configs;

/// <summary><c>/config</c>: asks about a config, or brings it into force.</summary>
internal static class ConfigEndpoints
{
    private const int MostBytes = 1024 * 1024;

    public static void MapConfigs(this IEndpointRouteBuilder endpoints, AdminPorts ports)
    {
        endpoints.MapPost("/config/validate", async http =>
        {
            if (await ReadAsync(http) is { } source)
                await http.Response.WriteAsJsonAsync(ports.Control.Validate(source), AdminJson.Default.ValidateView, contentType: null, http.RequestAborted);
        });
        endpoints.MapPost("/config/reload", async http =>
        {
            if (await ReadAsync(http) is not { } source)
                return;

            var report = await ports.Control.ReloadAsync(source, AdminActor.Of(http).Id, http.RequestAborted);
            await http.Response.WriteAsJsonAsync(report, AdminJson.Default.ReloadView, contentType: null, http.RequestAborted);
        });
    }

    // null where the answer says already what is wrong with the request.
    private static async Task<ConfigSource?> ReadAsync(HttpContext http)
    {
        if (await AdminBody.ReadAsync(http, MostBytes) is not { } body)
            return null;

        var (source, error) = Read(body);
        if (source is null)
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error!);

        return source;
    }

    private static (ConfigSource? Source, string? Error) Read(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, AdminJson.Default.ConfigRequest)?.Read() ?? (null, "The body is a JSON object.");
        }
        catch (JsonException exception)
        {
            // Its text may quote what was sent, and that may hold secrets; where it stands is enough.
            return (null, $"The body is no JSON object with 'config_toml', 'config_caddyfile', 'filename' or 'source' as text (at {exception.Path ?? "$"}, line {(exception.LineNumber ?? 0) + 1}).");
        }
    }
}
