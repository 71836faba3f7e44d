using FerroGate.Core.Keys;
using FerroGate.Core.Roles;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Admin;

/// <summary>Who was let in. It travels as a feature of the request.</summary>
/// <param name="Key">The key.</param>
/// <param name="Rights">What it may do.</param>
public sealed record AdminActor(VirtualKey Key, AdminRights Rights)
{
    /// <summary>What the audit log calls it.</summary>
    public string Id => Key.Id;

    public static AdminActor Of(HttpContext http) => http.Features.GetRequiredFeature<AdminActor>();

    /// <summary>Whose rows it may see; <c>null</c> is everybody's.</summary>
    public static IReadOnlyList<Tenant>? TenantsSeen(HttpContext http) => Of(http).Rights.Tenants(AdminRight.Read);
}
