using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Model.Ai;

/// <summary>Somebody whose signed tokens are accepted in place of keys.</summary>
public sealed record JwtIssuerConfig
{
    public required Setting<string> Name { get; init; }

    public Setting<string>? Issuer { get; init; }

    public IReadOnlyList<Setting<string>> Audiences { get; init; } = [];

    /// <summary>Without it the discovery document of the issuer says where its keys are.</summary>
    public Setting<string>? KeysUrl { get; init; }

    public Setting<string>? OrganizationClaim { get; init; }

    public Setting<string>? TeamClaim { get; init; }

    public Setting<string>? ProjectClaim { get; init; }

    public Setting<string>? UserClaim { get; init; }

    public Setting<string>? ScopeClaim { get; init; }

    public Setting<string>? ScopePrefix { get; init; }

    /// <summary>Each as <c>NAME=SCOPE</c>.</summary>
    public IReadOnlyList<Setting<KeyValuePair<string, Scope>>> ScopeNames { get; init; } = [];

    /// <summary>What every caller may do.</summary>
    public IReadOnlyList<Setting<Scope>> Scopes { get; init; } = [];

    public IReadOnlyList<Setting<string>> AllowedModels { get; init; } = [];

    public IReadOnlyList<Setting<string>> DeniedModels { get; init; } = [];

    public IReadOnlyList<Setting<string>> AllowedProviders { get; init; } = [];

    public IReadOnlyList<Setting<string>> DeniedProviders { get; init; } = [];

    public Setting<long>? MonthlyTokenBudget { get; init; }

    public Setting<int>? RequestLimitPerMinute { get; init; }

    public IReadOnlyList<Setting<string>> ClientIps { get; init; } = [];
}
