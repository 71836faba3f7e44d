using System.Buffers;
using System.Text.Json;
using FerroGate.Admin;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;
using FerroGate.Core.Roles;
using FerroGate.Server.Sites;

namespace FerroGate.Server.Hosting;

/// <summary><c>/healthz</c>, <c>/readyz</c> and <c>/metrics</c>, for the admin side and for sites with an <c>ai_gateway</c>.</summary>
internal sealed class GatewayPaths(AdminCaller caller, Lifecycle lifecycle, IExchangeJournal journal)
{
    private static readonly string[] Readable = ["GET", "HEAD"];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/healthz", Readable, http => WriteAsync(http, isWell: true, "ok", ""));
        endpoints.MapMethods("/readyz", Readable, http => WriteAsync(http, !lifecycle.IsDraining && journal.IsAvailable, "ready", "not_ready"));
        endpoints.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new HttpMethodMetadata(Readable)).RequireRight(caller, AdminRight.Read, ofAll: true);
    }

    /// <summary>The same as the end of a site, behind everything that its directives answer.</summary>
    public RequestDelegate Build(IApplicationBuilder root) => Build(root.New(), Map);

    /// <summary>The same with the admin API, for <c>admin_on_data_listener</c>.</summary>
    public RequestDelegate BuildWithAdmin(IApplicationBuilder root, AdminPorts ports)
    {
        var branch = root.New();
        AdminSide.RefuseForeignPages(branch);
        return Build(branch, endpoints =>
        {
            Map(endpoints);
            AdminApi.Map(endpoints, ports);
        });
    }

    private static RequestDelegate Build(IApplicationBuilder branch, Action<IEndpointRouteBuilder> map)
    {
        branch.Use(next => async http =>
        {
            await next(http);
            if (IsWrongMethod(http))
            {
                await RefusalWriter.WriteAsync(http, new Refusal(
                    StatusCodes.Status405MethodNotAllowed,
                    ErrorType.InvalidRequest,
                    RefusalCodes.MethodNotAllowed,
                    "The path takes other methods; see 'Allow'."));
            }
        });
        branch.UseRouting();
        branch.UseEndpoints(map);
        branch.Run(SiteServices.NotFoundAsync);
        return branch.Build();
    }

    /// <summary>Routing has said no to the method, with <c>Allow</c> and no word more.</summary>
    public static bool IsWrongMethod(HttpContext http) =>
        http.Response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false };

    private static Task WriteAsync(HttpContext http, bool isWell, string well, string unwell)
    {
        var body = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("status"u8, isWell ? well : unwell);
            json.WriteString("service"u8, "ferrogate"u8);
            json.WriteString("version"u8, ProductVersion.Text);
            json.WriteEndObject();
        }

        http.Response.StatusCode = isWell ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.WrittenCount;
        return http.Response.Body.WriteAsync(body.WrittenMemory, http.RequestAborted).AsTask();
    }
}
