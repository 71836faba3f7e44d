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
using Microsoft.AspNetCore.Http;
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
        write.MapKeyChanges(ports);

        var all = endpoints.MapGroup("/admin/v1").RequireScope(ports.Caller, Scope.AdminWrite, ofAll: true);
        all.MapConfigs(ports);
        all.MapResourceChanges(ports);
    }

    /// <summary>Lets only callers in whose key has a scope; everybody else gets a problem document.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="caller">Knows the keys.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="ofAll">It changes what is for every tenant, so a key of one does not do.</param>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, AdminCaller caller, Scope scope, bool ofAll = false)
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
                if (ofAll && AdminActor.IsOfTenant(http))
                    await AdminProblem.WriteAsync(http, StatusCodes.Status403Forbidden, "Your key is of a tenant, and this is for all: a key without organization, team, project and user may change it.");
                else
                    await inner(http);
            };
        });
        return builder;
    }
}
