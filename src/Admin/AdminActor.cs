using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Admin;

/// <summary>Who was let in, for the audit log. It travels as a feature of the request.</summary>
/// <param name="KeyId">The id of the key.</param>
internal sealed record AdminActor(string KeyId)
{
    public static string Of(HttpContext http) => http.Features.GetRequiredFeature<AdminActor>().KeyId;
}
