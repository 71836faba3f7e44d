using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Aggregates;

/// <summary>Whose usage it is, and of what: the value of each <see cref="UsageDimension"/>.</summary>
public sealed record UsageSubject(Tenant Tenant, string KeyId, string Model, string? Provider, string? ProviderModel)
{
    /// <summary>The levels that a tenant has an id of.</summary>
    public static IEnumerable<UsageDimension> DimensionsOf(Tenant tenant)
    {
        if (tenant.OrganizationId is not null)
            yield return UsageDimension.Organization;
        if (tenant.TeamId is not null)
            yield return UsageDimension.Team;
        if (tenant.ProjectId is not null)
            yield return UsageDimension.Project;
        if (tenant.UserId is not null)
            yield return UsageDimension.User;
    }

    public static UsageSubject Of(LedgerEntry entry) => new(entry.Tenant, entry.KeyId, entry.Model, entry.Provider, entry.ProviderModel);
}
