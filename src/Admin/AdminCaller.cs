using FerroGate.Core.Keys;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin;

/// <summary>Finds out who asks the admin side; there is no way in without a key.</summary>
public sealed class AdminCaller(KeyDirectory keys, TimeProvider clock)
{
    /// <summary>Whether the request may do what needs <paramref name="scope"/>: 200, or the status that says why not.</summary>
    /// <param name="request">The request.</param>
    /// <param name="scope">What its key needs.</param>
    /// <param name="key">Whose it is; <c>null</c> where nobody knows.</param>
    public int StatusFor(HttpRequest request, Scope scope, out VirtualKey? key)
    {
        key = null;
        var authorization = request.Headers.Authorization.ToString();
        const string scheme = "Bearer ";
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            || authorization[scheme.Length..].Trim() is not { Length: > 0 } secret
            || keys.Find(KeyHash.Of(secret)) is not { } found)
        {
            return StatusCodes.Status401Unauthorized;
        }

        key = found;
        return key.Enabled && !key.IsExpired(clock.GetUtcNow()) && key.Scopes.HasFlag(scope)
            ? StatusCodes.Status200OK
            : StatusCodes.Status403Forbidden;
    }
}
