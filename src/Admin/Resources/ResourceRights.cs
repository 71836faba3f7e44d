using FerroGate.Core.Keys;
using FerroGate.Core.Resources;
using FerroGate.Core.Roles;

namespace FerroGate.Admin.Resources;

/// <summary>What one must be to change a resource.</summary>
public static class ResourceRights
{
    /// <summary>One of them is about a tenant, and whoever may something about that may it about this.</summary>
    public static bool IsOfTenants(ResourceKind kind) => kind is ResourceKind.Tenant or ResourceKind.RoleBinding;

    public static AdminRight ToChange(ResourceKind kind) =>
        kind is ResourceKind.Provider or ResourceKind.Tenant or ResourceKind.RoleBinding ? AdminRight.Own : AdminRight.Operate;

    /// <summary>Whoever asks may see it.</summary>
    public static bool MaySee(AdminActor actor, ResourceItem item) => actor.Rights.May(AdminRight.Read, item.Tenant);

    /// <summary>Why whoever asks may not change one that is about this tenant; <c>null</c> where they may.</summary>
    public static string? Refuse(AdminActor actor, ResourceKind kind, string id, Tenant tenant) => actor.Rights.May(ToChange(kind), tenant)
        ? null
        : $"The {ResourceKindNames.Of(kind)} '{id}' is {(tenant == Tenant.None ? "about everybody" : $"about {tenant}")}, and your key may not change that.";
}
