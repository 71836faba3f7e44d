using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai;

/// <summary>Decides whether a presented key opens a door.</summary>
internal static class KeyCheck
{
    /// <summary>Why <paramref name="credential"/> does not, or <c>null</c> and the key.</summary>
    public static Refusal? Refuse(KeyDirectory keys, string credential, Scope scope, DateTimeOffset now, out VirtualKey? key)
    {
        key = null;
        if (credential.Length == 0)
        {
            return new Refusal(
                401,
                ErrorType.Authentication,
                RefusalCodes.MissingApiKey,
                "No API key was sent. Send one of this gateway's keys as 'Authorization: Bearer …'.");
        }

        key = keys.Find(KeyHash.Of(credential));
        return key switch
        {
            null => new Refusal(401, ErrorType.Authentication, RefusalCodes.InvalidApiKey, "This API key is not known here."),
            { Enabled: false } => Forbid(RefusalCodes.ApiKeyDisabled, $"The API key '{key.Label}' is disabled."),
            _ when key.IsExpired(now) => Forbid(RefusalCodes.ApiKeyExpired, $"The API key '{key.Label}' has expired."),
            _ when !key.Scopes.HasFlag(scope) => Forbid(
                RefusalCodes.ScopeDenied,
                $"The API key '{key.Label}' lacks the scope '{ScopeNames.NamesOf(scope)[0]}'."),
            _ => null,
        };
    }

    private static Refusal Forbid(string code, string message) => new(403, ErrorType.Permission, code, message);
}
