using FerroGate.Admin.Lists;
using FerroGate.Core.Lists;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin.RequestLogs;

/// <summary><c>/request-logs</c>: the request records.</summary>
internal static class RequestLogEndpoints
{
    private static readonly ListFields s_fields = new(
        "status_code", ListField.Key, ListField.Organization, ListField.Team, ListField.Project, ListField.User, ListField.Route, ListField.Model,
        ListField.Provider, ListField.ProviderModel, ListField.Request, ListField.ErrorCode);

    public static void MapRequestLogs(this IEndpointRouteBuilder endpoints, AdminPorts ports) =>
        endpoints.MapGet("/request-logs", http =>
        {
            var lists = ports.Lists();
            return ListEndpoint.WriteAsync(
                http, lists, lists.RequestRecords, s_fields, ports.Records.ListAsync, RequestLogView.Of, AdminJson.Default.ListViewRequestLogView);
        }).ReadsParameters();
}
