using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Core.Tokens;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes the token issuers of a config ready to be asked.</summary>
internal static class TokenIssuerCompiler
{
    public static TokenIssuer Compile(JwtIssuerConfig config) => new()
    {
        Name = config.Name.Value,
        Issuer = config.Issuer!.Value,
        Audiences = Values(config.Audiences),
        KeysUrl = config.KeysUrl is { } url ? new Uri(url.Value) : null,
        OrganizationClaim = config.OrganizationClaim?.Value,
        TeamClaim = config.TeamClaim?.Value,
        ProjectClaim = config.ProjectClaim?.Value,
        UserClaim = config.UserClaim?.Value ?? "sub",
        Scopes = ScopesOf(config),
        TokenScopes = new TokenScopes(
            config.ScopeClaim?.Value,
            config.ScopePrefix?.Value,
            Values(config.ScopeNames).GroupBy(pair => pair.Key, pair => pair.Value).ToDictionary(same => same.Key, same => All(same), StringComparer.Ordinal)),
        Models = NameRules.Of(Values(config.AllowedModels), Values(config.DeniedModels)),
        Providers = NameRules.Of(Values(config.AllowedProviders), Values(config.DeniedProviders)),
        RequestsPerMinute = config.RequestLimitPerMinute?.Value,
        MonthlyTokenBudget = config.MonthlyTokenBudget?.Value,
        Clients = config.ClientIps.Count > 0 ? new AddressRanges(Values(config.ClientIps)) : null,
    };

    // Where the scopes of tokens count, a token without any of ours opens nothing.
    private static Scope ScopesOf(JwtIssuerConfig config) =>
        config.Scopes.Count == 0 && config.ScopePrefix is null && config.ScopeNames.Count == 0 ? Scope.DataPlane : All(Values(config.Scopes));

    private static Scope All(IEnumerable<Scope> scopes) => scopes.Aggregate(Scope.None, (all, scope) => all | scope);

    private static T[] Values<T>(IReadOnlyList<Setting<T>> settings) => [.. settings.Select(setting => setting.Value)];
}
