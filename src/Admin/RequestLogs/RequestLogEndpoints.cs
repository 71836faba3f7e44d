using FerroGate.Admin.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.RequestLogs;

/// <summary><c>/request-logs</c>: the request records.</summary>
internal static class RequestLogEndpoints
{
    public static void MapRequestLogs(this IEndpointRouteBuilder endpoints, AdminPorts ports) =>
        endpoints.MapGet("/request-logs", http =>
        {
            var lists = ports.Lists();
            return ListEndpoint.WriteAsync(
                http, lists, lists.RequestRecords, ports.Records.ListAsync, RequestLogView.Of, AdminJson.Default.ListViewRequestLogView);
        });
}
