namespace FerroGate.Core.Keys;

/// <summary>On whose behalf a key acts; each level may be unset.</summary>
public sealed record Tenant(string? OrganizationId, string? TeamId, string? ProjectId, string? UserId)
{
    /// <summary>Nobody in particular.</summary>
    public static Tenant None { get; } = new(null, null, null, null);

    /// <summary>The other one is this one, or one below it: where this one has an id, the other has the same.</summary>
    public bool Covers(Tenant other) =>
        (OrganizationId is null || OrganizationId == other.OrganizationId)
        && (TeamId is null || TeamId == other.TeamId)
        && (ProjectId is null || ProjectId == other.ProjectId)
        && (UserId is null || UserId == other.UserId);

    /// <summary>The ids that are set, from the organization down, such as <c>acme/ml</c>.</summary>
    public override string ToString() => string.Join('/', new[] { OrganizationId, TeamId, ProjectId, UserId }.Where(id => id is not null));
}
