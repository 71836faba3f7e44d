using System.Collections.Frozen;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Limits;

/// <summary>Which requests a limit or budget is for, and which of them it counts apart.</summary>
public sealed record QuotaScope
{
    public Subjects Subjects { get; init; } = new();

    /// <summary>The models' own names; <c>null</c> is every model.</summary>
    public FrozenSet<string>? Models { get; init; }

    /// <summary>For whom it counts apart.</summary>
    public LimitLevel Per { get; init; }

    /// <summary>Each model counts apart, too.</summary>
    public bool PerModel { get; init; }

    /// <summary>What must be known of a request to tell what it is counted under.</summary>
    public IEnumerable<UsageDimension> Dimensions
    {
        get
        {
            if (!Subjects.Organizations.IsEmpty || Per is LimitLevel.Organization or LimitLevel.Team or LimitLevel.Project or LimitLevel.User)
                yield return UsageDimension.Organization;
            if (!Subjects.Teams.IsEmpty || Per is LimitLevel.Team or LimitLevel.Project or LimitLevel.User)
                yield return UsageDimension.Team;
            if (!Subjects.Projects.IsEmpty || Per is LimitLevel.Project or LimitLevel.User)
                yield return UsageDimension.Project;
            if (!Subjects.Users.IsEmpty || Per == LimitLevel.User)
                yield return UsageDimension.User;
            if (!Subjects.Keys.IsEmpty || Per == LimitLevel.Key)
                yield return UsageDimension.Key;
            if (Models is not null || PerModel)
                yield return UsageDimension.Model;
        }
    }

    /// <summary>
    /// What a request is counted under; <c>null</c> where it is not for such requests. Who has no id of the level is on none of its
    /// accounts.
    /// </summary>
    public QuotaAccount? AccountOf(string keyId, Tenant tenant, string model)
    {
        if (!Subjects.Fit(keyId, tenant) || Models?.Contains(model) == false)
            return null;

        var path = Per switch
        {
            LimitLevel.Organization => tenant.OrganizationId is { } organization ? Part(organization) : null,
            LimitLevel.Team => tenant.TeamId is null ? null : Path(tenant.OrganizationId, tenant.TeamId),
            LimitLevel.Project => tenant.ProjectId is null ? null : Path(tenant.OrganizationId, tenant.TeamId, tenant.ProjectId),
            LimitLevel.User => tenant.UserId is null ? null : Path(tenant.OrganizationId, tenant.TeamId, tenant.ProjectId, tenant.UserId),
            LimitLevel.Key => Part(keyId),
            _ => "",
        };
        return path is null ? null : new QuotaAccount(Per, path, PerModel ? model : null);
    }

    // Ids may have any letters, and two paths are never the same text.
    private static string Path(params ReadOnlySpan<string?> ids)
    {
        var parts = new string[ids.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = Part(ids[i] ?? "");

        return string.Join('/', parts);
    }

    private static string Part(string id) => id.Replace("%", "%25", StringComparison.Ordinal).Replace("/", "%2F", StringComparison.Ordinal);
}
