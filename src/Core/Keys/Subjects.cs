namespace FerroGate.Core.Keys;

/// <summary>Whom a rule is for: who is in each of its lists that is not empty.</summary>
public sealed record Subjects
{
    public NamePatterns Organizations { get; init; } = NamePatterns.None;

    public NamePatterns Teams { get; init; } = NamePatterns.None;

    public NamePatterns Projects { get; init; } = NamePatterns.None;

    public NamePatterns Users { get; init; } = NamePatterns.None;

    public NamePatterns Keys { get; init; } = NamePatterns.None;

    public bool Fit(string keyId, Tenant tenant) =>
        (Keys.IsEmpty || Keys.Fit(keyId))
        && (Users.IsEmpty || Users.Fit(tenant.UserId))
        && (Projects.IsEmpty || Projects.Fit(tenant.ProjectId))
        && (Teams.IsEmpty || Teams.Fit(tenant.TeamId))
        && (Organizations.IsEmpty || Organizations.Fit(tenant.OrganizationId));
}
