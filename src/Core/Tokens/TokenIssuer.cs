using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tokens;

/// <summary>Somebody whose signed tokens are accepted in place of keys, and what their callers may do.</summary>
public sealed record TokenIssuer
{
    /// <summary>What config calls it; callers are named after it.</summary>
    public required string Name { get; init; }

    /// <summary>What its tokens say in <c>iss</c>, letter by letter.</summary>
    public required string Issuer { get; init; }

    /// <summary>Its tokens are for this gateway where <c>aud</c> is one of these.</summary>
    public required IReadOnlyCollection<string> Audiences { get; init; }

    /// <summary>Where its signing keys are; <c>null</c> is where its discovery document says.</summary>
    public Uri? KeysUrl { get; init; }

    public string? OrganizationClaim { get; init; }

    public string? TeamClaim { get; init; }

    public string? ProjectClaim { get; init; }

    public string UserClaim { get; init; } = "sub";

    /// <summary>Every caller may do this.</summary>
    public Scope Scopes { get; init; } = Scope.DataPlane;

    /// <summary>What else the scopes of a token mean.</summary>
    public TokenScopes TokenScopes { get; init; } = TokenScopes.None;

    public NameRules Models { get; init; } = NameRules.Everything;

    public NameRules Providers { get; init; } = NameRules.Everything;

    /// <summary>Of each caller.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Of each caller.</summary>
    public long? MonthlyTokenBudget { get; init; }

    public AddressRanges? Clients { get; init; }
}
