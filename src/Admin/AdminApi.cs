using FerroGate.Admin.ApiKeys;
using FerroGate.Admin.AuditEvents;
using FerroGate.Admin.BillingEvents;
using FerroGate.Admin.Configs;
using FerroGate.Admin.ProviderHealth;
using FerroGate.Admin.RequestLogs;
using FerroGate.Admin.Resources;
using FerroGate.Admin.Status;
using FerroGate.Admin.UsageAggregates;
using FerroGate.Core.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin;

/// <summary>The table of contents of the admin API. Whatever is mapped here needs the scope that its group names.</summary>
public static class AdminApi
{
    /// <summary>Maps every endpoint of <c>/admin/v1</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, AdminPorts ports)
    {
        var read = endpoints.MapGroup("/admin/v1").RequireScope(ports.Caller, Scope.AdminRead);
        read.MapRequestLogs(ports);
        read.MapBillingEvents(ports);
        read.MapUsageAggregates(ports);
        read.MapAuditEvents(ports);
        read.MapStatus(ports);
        read.MapProviderHealth(ports);
        read.MapResourceLists(ports);
        read.MapKeyLists(ports);

        var write = endpoints.MapGroup("/admin/v1").RequireScope(ports.Caller, Scope.AdminWrite);
        write.MapConfigs(ports);
        write.MapResourceChanges(ports);
        write.MapKeyChanges(ports);
    }

    /// <summary>Lets only callers in whose key has <paramref name="scope"/>; everybody else gets a problem document.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, AdminCaller caller, Scope scope)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async http =>
            {
                if (caller.Refuse(http, scope, out var key) is { } refusal)
                {
                    await AdminProblem.WriteAsync(http, refusal);
                    return;
                }

                http.Features.Set(new AdminActor(key!));
                await inner(http);
            };
        });
        return builder;
    }
}
