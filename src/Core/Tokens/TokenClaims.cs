using System.Text.Json;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tokens;

/// <summary>What a token says, read as its issuer's part of the config wants it. Whether it is true is another question.</summary>
internal static class TokenClaims
{
    // Clocks differ.
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private const int MostCharacters = 256;

    // The last second of the year 9999.
    private const double LastSecond = 253_402_300_799;

    /// <summary>One of the audiences of a token is meant.</summary>
    public static bool IsFor(JsonElement claims, IReadOnlyCollection<string> audiences) =>
        claims.TryGetProperty("aud", out var audience) && audience.ValueKind switch
        {
            JsonValueKind.String => audiences.Contains(audience.GetString()!),
            JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && audiences.Contains(one.GetString()!)),
            _ => false,
        };

    /// <summary>A moment; <c>false</c> where something else stands there, and <c>null</c> where nothing does.</summary>
    public static bool TryMoment(JsonElement claims, string name, out DateTimeOffset? moment)
    {
        moment = null;
        if (!claims.TryGetProperty(name, out var value))
            return true;

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || !(seconds is >= 0 and <= LastSecond))
            return false;

        moment = DateTimeOffset.UnixEpoch.AddSeconds(Math.Floor(seconds));
        return true;
    }

    /// <summary>A name; <c>false</c> where something stands there that cannot be one, and <c>null</c> where nothing does.</summary>
    public static bool TryName(JsonElement claims, string? claim, out string? name)
    {
        name = null;
        if (claim is null || !claims.TryGetProperty(claim, out var value))
            return true;

        name = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        return name is { Length: > 0 and <= MostCharacters } && !name.Any(char.IsControl);
    }

    /// <summary>On whose behalf the caller acts; <c>null</c> where a claim about it cannot be read.</summary>
    public static Tenant? TenantIn(JsonElement claims, TokenIssuer issuer) =>
        TryName(claims, issuer.OrganizationClaim, out var organization)
        && TryName(claims, issuer.TeamClaim, out var team)
        && TryName(claims, issuer.ProjectClaim, out var project)
        && TryName(claims, issuer.UserClaim, out var user)
            ? new Tenant(organization, team, project, user)
            : null;
}
