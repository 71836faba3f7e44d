using System.Text.Json;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tokens;

/// <summary>What the scopes that a token names mean here.</summary>
/// <param name="Claim">Where they stand; <c>null</c> is <c>scope</c>, or else <c>scp</c>.</param>
/// <param name="Prefix">What stands before names of ours; <c>null</c> is that none counts. Scopes of the admin side are never taken from it.</param>
/// <param name="Names">What other names mean.</param>
public sealed record TokenScopes(string? Claim, string? Prefix, IReadOnlyDictionary<string, Scope> Names)
{
    /// <summary>They mean nothing.</summary>
    public static TokenScopes None { get; } = new(null, null, new Dictionary<string, Scope>());

    public Scope In(JsonElement claims)
    {
        var scopes = Scope.None;
        foreach (var name in NamesIn(claims))
        {
            if (Names.TryGetValue(name, out var meant))
                scopes |= meant;

            // An issuer that hands out names by a rule of its own must not make administrators by it.
            if (Prefix is not null && name.StartsWith(Prefix, StringComparison.Ordinal) && ScopeNames.TryParse(name[Prefix.Length..], out var ours))
                scopes |= ours & ~(Scope.AdminRead | Scope.AdminWrite);
        }

        return scopes;
    }

    private IEnumerable<string> NamesIn(JsonElement claims)
    {
        if (!(Claim is null ? claims.TryGetProperty("scope", out var found) || claims.TryGetProperty("scp", out found) : claims.TryGetProperty(Claim, out found)))
            return [];

        return found.ValueKind switch
        {
            JsonValueKind.String => found.GetString()!.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            JsonValueKind.Array => found.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!),
            _ => [],
        };
    }
}
