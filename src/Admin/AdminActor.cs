using FerroGate.Core.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Admin;

/// <summary>Who was let in, for the audit log. It travels as a feature of the request.</summary>
/// <param name="Key">The key.</param>
internal sealed record AdminActor(VirtualKey Key)
{
    public static string Of(HttpContext http) => KeyOf(http).Id;

    /// <summary>It is of a tenant, and what is for all is not its to change.</summary>
    public static bool IsOfTenant(HttpContext http) => KeyOf(http).Tenant != Tenant.None;

    public static VirtualKey KeyOf(HttpContext http) => http.Features.GetRequiredFeature<AdminActor>().Key;
}
