using System.Net;
using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Finds out who asks the admin side; there is no way in without a key.</summary>
/// <param name="check">Knows the keys.</param>
/// <param name="clientOf">The address of the client, as the whole gateway knows it.</param>
public sealed class AdminCaller(KeyCheck check, Func<HttpContext, IPAddress?> clientOf)
{
    private const string Scheme = "Bearer ";

    /// <summary>Why the request may not do what needs <paramref name="scope"/>, or <c>null</c> and its key.</summary>
    public Refusal? Refuse(HttpContext http, Scope scope, out VirtualKey? key)
    {
        var authorization = http.Request.Headers.Authorization.ToString();
        var credential = authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? authorization[Scheme.Length..].Trim() : "";
        return check.Refuse(credential, scope, clientOf(http), out key);
    }
}
