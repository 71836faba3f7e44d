using System.Collections.Concurrent;
using System.Text.Json;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tokens;

/// <summary>
/// Decides whose a signed token is. What was found is remembered until the token ends, so that its signature is checked once; a caller is the
/// same object whichever of its tokens it sends.
/// </summary>
/// <param name="issuers">Whose tokens are accepted, each with its keys.</param>
/// <param name="mostRemembered">How many tokens and callers are remembered.</param>
public sealed class TokenCheck(IEnumerable<(TokenIssuer Issuer, IIssuerKeys Keys)> issuers, int mostRemembered = 10_000)
{
    private readonly Dictionary<string, (TokenIssuer Issuer, IIssuerKeys Keys)> _issuers =
        issuers.ToDictionary(each => each.Issuer.Issuer, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<KeyHash, Known> _known = new();
    private readonly ConcurrentDictionary<string, VirtualKey> _callers = new(StringComparer.Ordinal);

    /// <summary>There is somebody whose tokens are accepted.</summary>
    public bool IsNeeded => _issuers.Count > 0;

    /// <param name="credential">What was presented.</param>
    /// <param name="hash">Its hash.</param>
    /// <param name="now">The time.</param>
    public TokenVerdict Check(string credential, KeyHash hash, DateTimeOffset now)
    {
        if (_known.TryGetValue(hash, out var known) && now < known.End && ReferenceEquals(known.Keys, known.Source.Current))
        {
            return TokenVerdict.Of(known.Caller);
        }

        if (SignedToken.Read(credential) is not { } token)
        {
            return TokenVerdict.Wrong("The token is no signed JWT that this gateway reads.");
        }

        if (SignedToken.Text(token.Claims, "iss") is not { } name || !_issuers.TryGetValue(name, out var found))
        {
            return TokenVerdict.Wrong("The issuer of the token is not known here.");
        }

        var keys = found.Keys.Current;
        if (keys?.Of(token) is not { } key)
        {
            found.Keys.Want();
            return keys is null || found.Keys.AreComing
                ? TokenVerdict.Unknown(found.Issuer.Name)
                : TokenVerdict.Wrong("The token names no signing key and algorithm (RS256, PS256, ES256) of its issuer.");
        }

        return key.HasSigned(token) ? Believe(token.Claims, found.Issuer, now, caller => Remember(hash, caller, found.Keys, keys, now)) : TokenVerdict.Wrong("The signature of the token is wrong.");
    }

    private TokenVerdict Believe(JsonElement claims, TokenIssuer issuer, DateTimeOffset now, Action<(VirtualKey Caller, DateTimeOffset End)> remember)
    {
        if (!TokenClaims.IsFor(claims, issuer.Audiences))
        {
            return TokenVerdict.Wrong("The token is for another audience.");
        }

        if (!TokenClaims.TryMoment(claims, "exp", out var end) || end is null
            || !TokenClaims.TryMoment(claims, "nbf", out var begin)
            || !TokenClaims.TryMoment(claims, "iat", out var made))
        {
            return TokenVerdict.Wrong("The token does not say in seconds when it ends ('exp'), or 'nbf' or 'iat' are no seconds.");
        }

        if (end.Value - now <= -TokenClaims.Skew)
        {
            return TokenVerdict.Untimely("The token has expired. Get a new one from its issuer.");
        }

        if (begin - now > TokenClaims.Skew || made - now > TokenClaims.Skew)
        {
            return TokenVerdict.Untimely("The token is not valid yet.");
        }

        if (!TokenClaims.TryName(claims, "sub", out var subject) || subject is null || TokenClaims.TenantIn(claims, issuer) is not { } tenant)
        {
            return TokenVerdict.Wrong("The token does not say whose it is: 'sub' and the claims for tenants are short texts.");
        }

        var caller = Caller(issuer, subject, tenant, issuer.Scopes | issuer.TokenScopes.In(claims));
        remember((caller, end.Value.UtcDateTime < DateTime.MaxValue.AddDays(-1) ? end.Value + TokenClaims.Skew : end.Value));
        return TokenVerdict.Of(caller);
    }

    // Limits remember what they have worked out for a caller by the object.
    private VirtualKey Caller(TokenIssuer issuer, string subject, Tenant tenant, Scope scopes)
    {
        var id = $"{VirtualKey.TokenPrefix}{issuer.Name}:{subject}";
        if (_callers.TryGetValue(id, out var same) && same.Scopes == scopes && same.Tenant == tenant)
            return same;

        MakeRoom(_callers, _ => false);
        return _callers[id] = new VirtualKey
        {
            Id = id,
            Hash = KeyHash.Of(id),
            Scopes = scopes,
            Tenant = tenant,
            Models = issuer.Models,
            Providers = issuer.Providers,
            RequestsPerMinute = issuer.RequestsPerMinute,
            MonthlyTokenBudget = issuer.MonthlyTokenBudget,
            Clients = issuer.Clients,
        };
    }

    private void Remember(KeyHash hash, (VirtualKey Caller, DateTimeOffset End) believed, IIssuerKeys source, SigningKeys keys, DateTimeOffset now)
    {
        MakeRoom(_known, known => known.End <= now);
        _known[hash] = new Known(believed.Caller, believed.End, source, keys);
    }

    // Who is forgotten is only checked once more.
    private void MakeRoom<TKey, TValue>(ConcurrentDictionary<TKey, TValue> table, Func<TValue, bool> isOver)
        where TKey : notnull
    {
        if (table.Count < mostRemembered)
            return;

        foreach (var over in table.Where(each => isOver(each.Value)))
            table.TryRemove(over.Key, out _);

        if (table.Count >= mostRemembered)
            table.Clear();
    }

    private sealed record Known(VirtualKey Caller, DateTimeOffset End, IIssuerKeys Source, SigningKeys Keys);
}
