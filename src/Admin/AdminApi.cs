using FerroGate.Admin.ApiKeys;
using FerroGate.Admin.AuditEvents;
using FerroGate.Admin.BillingEvents;
using FerroGate.Admin.Configs;
using FerroGate.Admin.ProviderHealth;
using FerroGate.Admin.RequestLogs;
using FerroGate.Admin.Resources;
using FerroGate.Admin.Status;
using FerroGate.Admin.UsageAggregates;
using FerroGate.Core.Resources;
using FerroGate.Core.Roles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace FerroGate.Admin;

/// <summary>The table of contents of the admin API. Whatever is mapped here needs the right that its group names.</summary>
public static class AdminApi
{
    private const string Root = "/admin/v1";

    /// <summary>Maps every endpoint of <c>/admin/v1</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints, AdminPorts ports)
    {
        var read = Group(AdminRight.Read);
        read.MapRequestLogs(ports);
        read.MapBillingEvents(ports);
        read.MapUsageAggregates(ports);
        read.MapAuditEvents(ports);
        read.MapKeyLists(ports);

        var readAll = Group(AdminRight.Read, ofAll: true);
        readAll.MapStatus(ports);
        readAll.MapProviderHealth(ports);

        Group(AdminRight.Operate).MapKeyChanges(ports);
        Group(AdminRight.Own).MapCorrections(ports);
        Group(AdminRight.Own, ofAll: true).MapConfigs(ports);

        foreach (var kind in ResourceKindNames.All)
        {
            var isOfTenants = ResourceRights.IsOfTenants(kind);
            Group(AdminRight.Read, ofAll: !isOfTenants).MapResourceLists(ports, kind);
            Group(ResourceRights.ToChange(kind), ofAll: !isOfTenants).MapResourceChanges(ports, kind);
        }

        // What is added last is asked first: nobody is told of parameters who may not ask at all.
        RouteGroupBuilder Group(AdminRight right, bool ofAll = false) => endpoints.MapGroup(Root).RefuseParameters().RequireRight(ports.Caller, right, ofAll);
    }

    /// <summary>Lets only callers in who have a right; everybody else gets a problem document.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="caller">Knows who asks.</param>
    /// <param name="right">The right.</param>
    /// <param name="ofAll">They are about everybody, so that a right about some does not do.</param>
    public static TBuilder RequireRight<TBuilder>(this TBuilder builder, AdminCaller caller, AdminRight right, bool ofAll = false)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            var inner = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async http =>
            {
                if (caller.Refuse(http, right, ofAll, out var actor) is { } refusal)
                {
                    await AdminProblem.WriteAsync(http, refusal);
                    return;
                }

                http.Features.Set(actor);
                await inner(http);
            };
        });
        return builder;
    }
}
