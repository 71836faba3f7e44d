using System.Collections.Frozen;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Aggregates;

/// <summary>
/// The dimensions that sums are kept by. A question is answered from the sums that are fewest and still tell apart what it asks for, so that
/// one about models does not read those of every key.
/// </summary>
public sealed class UsageRollup
{
    private readonly FrozenSet<UsageDimension> _dimensions;

    private UsageRollup(int number, params ReadOnlySpan<UsageDimension> dimensions) => (Number, _dimensions) = (number, [.. dimensions]);

    public static UsageRollup ByModel { get; } = new(1, UsageDimension.Model, UsageDimension.Provider, UsageDimension.ProviderModel);

    public static UsageRollup ByProject { get; } = new(2, UsageDimension.Organization, UsageDimension.Team, UsageDimension.Project);

    public static UsageRollup ByOrganizationAndModel { get; } = new(
        3, UsageDimension.Organization, UsageDimension.Model, UsageDimension.Provider, UsageDimension.ProviderModel);

    public static UsageRollup ByKey { get; } = new(
        4, UsageDimension.Organization, UsageDimension.Team, UsageDimension.Project, UsageDimension.User, UsageDimension.Key);

    public static UsageRollup ByProjectAndModel { get; } = new(
        5, UsageDimension.Organization, UsageDimension.Team, UsageDimension.Project, UsageDimension.Model, UsageDimension.Provider, UsageDimension.ProviderModel);

    public static UsageRollup ByEverything { get; } = new(0, Enum.GetValues<UsageDimension>());

    /// <summary>All of them, those of fewer rows first.</summary>
    public static IReadOnlyList<UsageRollup> All { get; } = [ByModel, ByProject, ByOrganizationAndModel, ByKey, ByProjectAndModel, ByEverything];

    /// <summary>The one of fewest rows that has all of these.</summary>
    public static UsageRollup Of(IEnumerable<UsageDimension> dimensions)
    {
        var asked = dimensions.ToHashSet();
        return All.First(rollup => asked.IsSubsetOf(rollup._dimensions));
    }

    /// <summary>What databases call it: never renumber.</summary>
    public int Number { get; }

    public bool Has(UsageDimension dimension) => _dimensions.Contains(dimension);

    /// <summary>A subject without what these sums don't tell apart.</summary>
    public UsageSubject Of(UsageSubject subject) => this == ByEverything ? subject : new(
        new Tenant(
            Kept(UsageDimension.Organization, subject.Tenant.OrganizationId),
            Kept(UsageDimension.Team, subject.Tenant.TeamId),
            Kept(UsageDimension.Project, subject.Tenant.ProjectId),
            Kept(UsageDimension.User, subject.Tenant.UserId)),
        Kept(UsageDimension.Key, subject.KeyId) ?? "",
        Kept(UsageDimension.Model, subject.Model) ?? "",
        Kept(UsageDimension.Provider, subject.Provider),
        Kept(UsageDimension.ProviderModel, subject.ProviderModel));

    private string? Kept(UsageDimension dimension, string? value) => Has(dimension) ? value : null;
}
