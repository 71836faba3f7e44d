using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Model.Ai;

/// <summary>A client's key.</summary>
public sealed record ApiKeyConfig
{
    public required Setting<string> Id { get; init; }

    public Setting<string>? Name { get; init; }

    /// <summary>The secret; exactly one of this and <see cref="Hash"/> is given.</summary>
    public Setting<SecretConfig>? Key { get; init; }

    /// <summary>The hash of the secret.</summary>
    public Setting<KeyHash>? Hash { get; init; }

    /// <summary>The secret that it had before it was rotated.</summary>
    public Setting<SecretConfig>? PreviousKey { get; init; }

    /// <summary>The hash of that secret.</summary>
    public Setting<KeyHash>? PreviousHash { get; init; }

    /// <summary>Until when that secret is accepted.</summary>
    public Setting<DateTimeOffset>? PreviousUntil { get; init; }

    public Setting<bool>? Enabled { get; init; }

    /// <summary>Empty means the data-plane scopes.</summary>
    public IReadOnlyList<Setting<Scope>> Scopes { get; init; } = [];

    public IReadOnlyList<Setting<string>> AllowedModels { get; init; } = [];

    public IReadOnlyList<Setting<string>> DeniedModels { get; init; } = [];

    public IReadOnlyList<Setting<string>> AllowedProviders { get; init; } = [];

    public IReadOnlyList<Setting<string>> DeniedProviders { get; init; } = [];

    public Setting<string>? OrganizationId { get; init; }

    public Setting<string>? TeamId { get; init; }

    public Setting<string>? ProjectId { get; init; }

    public Setting<string>? UserId { get; init; }

    public Setting<long>? MonthlyTokenBudget { get; init; }

    public Setting<int>? RequestLimitPerMinute { get; init; }

    public Setting<DateTimeOffset>? ExpiresAt { get; init; }

    /// <summary>From where it may be used; empty is from everywhere.</summary>
    public IReadOnlyList<Setting<string>> ClientIps { get; init; } = [];

    /// <summary>Each as <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<Setting<string>> Metadata { get; init; } = [];

    /// <summary>What cannot be said in a provider's protocol is an error, and not only named.</summary>
    public Setting<bool>? TranslatesStrictly { get; init; }

    /// <summary>Providers are told the output that is held for a request.</summary>
    public Setting<bool>? CapsOutput { get; init; }

    /// <summary>Bodies of this key's requests may be recorded; needs that of the telemetry too.</summary>
    public Setting<bool>? LogBodies { get; init; }
}
