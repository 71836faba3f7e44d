using FerroGate.Core.Keys;

namespace FerroGate.Core.Policies;

/// <summary>Whom a policy is for: who is in each of its lists that is not empty.</summary>
public sealed record PolicySubjects
{
    public NamePatterns Organizations { get; init; } = NamePatterns.None;

    public NamePatterns Teams { get; init; } = NamePatterns.None;

    public NamePatterns Projects { get; init; } = NamePatterns.None;

    public NamePatterns Users { get; init; } = NamePatterns.None;

    public NamePatterns Keys { get; init; } = NamePatterns.None;

    public bool Fit(VirtualKey key) =>
        (Keys.IsEmpty || Keys.Fit(key.Id))
        && (Users.IsEmpty || Users.Fit(key.Tenant.UserId))
        && (Projects.IsEmpty || Projects.Fit(key.Tenant.ProjectId))
        && (Teams.IsEmpty || Teams.Fit(key.Tenant.TeamId))
        && (Organizations.IsEmpty || Organizations.Fit(key.Tenant.OrganizationId));
}
