using System.Net;
using FerroGate.Core.Refusals;
using FerroGate.Core.Tokens;

namespace FerroGate.Core.Keys;

/// <summary>Decides whether a presented key opens a door: the same for AI requests, proxy paths and the admin side.</summary>
/// <param name="keys">The keys.</param>
/// <param name="uses">Is told when they are used.</param>
/// <param name="wrong">Counts what nobody knows.</param>
/// <param name="tokens">Knows whose tokens are accepted in place of keys.</param>
/// <param name="suspended">The tenants that are switched off.</param>
/// <param name="clock">The clock.</param>
public sealed class KeyCheck(KeyDirectory keys, KeyUses uses, WrongCredentials wrong, Func<TokenCheck> tokens, Func<IReadOnlyList<Tenant>> suspended, TimeProvider clock)
{
    /// <summary>Why <paramref name="credential"/> does not, or <c>null</c> and the key.</summary>
    /// <param name="credential">What was presented; empty where nothing was.</param>
    /// <param name="scope">What its key needs; <see cref="Scope.None"/> where somebody else asks for that.</param>
    /// <param name="client">Where it comes from, as the whole gateway knows it.</param>
    /// <param name="key">Whose it is; <c>null</c> where nobody knows.</param>
    public Refusal? Refuse(string credential, Scope scope, IPAddress? client, out VirtualKey? key)
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

        var (hash, now) = (KeyHash.Of(credential), clock.GetUtcNow());
        key = keys.Find(hash);
        var isToken = key is null && SignedToken.Looks(credential) && tokens().IsNeeded;
        if (isToken)
        {
            var verdict = tokens().Check(credential, hash, now);
            if (verdict.Refusal is { } no)
                return verdict.IsWrong ? Wrong(client, no) : no;

            key = verdict.Key!;
        }

        var refusal = key switch
        {
            null => Wrong(client, Unknown),
            { Enabled: false } => Forbid(RefusalCodes.ApiKeyDisabled, $"The API key '{key.Label}' is disabled."),
            _ when key.IsExpired(now) => Forbid(RefusalCodes.ApiKeyExpired, $"The API key '{key.Label}' has expired."),
            _ when !isToken && key.WasReplaced(hash, now) => Forbid(
                RefusalCodes.ApiKeyExpired, $"The API key '{key.Label}' has a new secret, and this one is accepted no longer. Send the new one."),
            _ when Suspended(key) is { } tenant => Forbid(
                RefusalCodes.TenantDisabled, $"The tenant '{tenant}' of the API key '{key.Label}' is disabled."),
            _ when !key.IsOpenTo(client) => Forbid(
                RefusalCodes.ClientAddressDenied, $"The API key '{key.Label}' may not be used from {client?.ToString() ?? "a connection without an address"}."),
            _ when !key.Scopes.HasFlag(scope) => Forbid(
                RefusalCodes.ScopeDenied,
                $"The API key '{key.Label}' lacks the scope '{ScopeNames.NamesOf(scope)[0]}'."),
            _ => null,
        };
        if (refusal is null && !isToken)
            uses.Note(key!.Id, now);

        return refusal;
    }

    private Tenant? Suspended(VirtualKey key)
    {
        foreach (var tenant in suspended())
        {
            if (tenant.Covers(key.Tenant))
                return tenant;
        }

        return null;
    }

    private static Refusal Unknown { get; } = new(401, ErrorType.Authentication, RefusalCodes.InvalidApiKey, "This API key is not known here.");

    // Only where nobody was found: who has a key gets in, whatever else came from its address.
    private Refusal Wrong(IPAddress? client, Refusal refusal) => wrong.Add(client) is { } wait
        ? new Refusal(
            429, ErrorType.RateLimit, RefusalCodes.TooManyWrongCredentials, "Too many wrong API keys came from this address. Check the key, and wait before you try again.")
        {
            RetryAfter = wait,
        }
        : refusal;

    private static Refusal Forbid(string code, string message) => new(403, ErrorType.Permission, code, message);
}
