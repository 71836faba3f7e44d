namespace FerroGate.Core.Keys;

/// <summary>On whose behalf a key acts; each level may be unset.</summary>
public sealed record Tenant(string? OrganizationId, string? TeamId, string? ProjectId, string? UserId)
{
    /// <summary>Nobody in particular.</summary>
    public static Tenant None { get; } = new(null, null, null, null);
}
