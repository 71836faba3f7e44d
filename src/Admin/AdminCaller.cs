using System.Net;
using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Core.Roles;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Finds out who asks the admin side; there is no way in without a key.</summary>
/// <param name="check">Knows the keys.</param>
/// <param name="bindings">Who has which role, at this moment.</param>
/// <param name="clientOf">The address of the client, as the whole gateway knows it.</param>
public sealed class AdminCaller(KeyCheck check, Func<IReadOnlyList<RoleBinding>> bindings, Func<HttpContext, IPAddress?> clientOf)
{
    private const string Scheme = "Bearer ";

    /// <summary>Why the request may not do what needs a right, or <c>null</c> and who asks.</summary>
    /// <param name="http">The request.</param>
    /// <param name="right">What it needs.</param>
    /// <param name="ofAll">It is about everybody, and so a right about some does not do.</param>
    /// <param name="actor">Who asks.</param>
    public Refusal? Refuse(HttpContext http, AdminRight right, bool ofAll, out AdminActor? actor)
    {
        actor = null;
        var authorization = http.Request.Headers.Authorization.ToString();
        var credential = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        if (check.Refuse(credential, Scope.None, clientOf(http), out var key) is { } refusal)
            return refusal;

        actor = new AdminActor(key!, AdminRights.Of(key!, bindings()));
        if (!actor.Rights.MayAnywhere(right))
            return Forbid($"The API key '{key!.Label}' lacks the scope '{ScopeNames.NamesOf(ScopeFor(right))[0]}', and has no role that does.");

        return ofAll && !actor.Rights.May(right, Tenant.None)
            ? Forbid("This is for all, and your key may do so for a tenant only: ask with one that may for everybody.")
            : null;
    }

    private static Scope ScopeFor(AdminRight right) => right == AdminRight.Read ? Scope.AdminRead : Scope.AdminWrite;

    private static Refusal Forbid(string message) => new(403, ErrorType.Permission, RefusalCodes.ScopeDenied, message);
}
