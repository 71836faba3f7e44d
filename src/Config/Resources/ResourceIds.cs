using System.Globalization;
using FerroGate.Config.Model.Ai;
using FerroGate.Core.Resources;

namespace FerroGate.Config.Resources;

/// <summary>What the resources of a config are called among their kind.</summary>
internal static class ResourceIds
{
    /// <summary>All of a kind, in the order of the config.</summary>
    public static IEnumerable<string> Of(AiConfig config, ResourceKind kind) => kind switch
    {
        ResourceKind.Provider => config.Providers.Select(provider => provider.Name.Value),
        ResourceKind.Model => config.Models.Select(model => model.Name.Value),
        ResourceKind.Price => config.Prices.Select(Of),
        ResourceKind.Policy => config.Policies.Select(policy => policy.Name.Value),
        ResourceKind.Limit => config.Limits.Select(limit => limit.Name.Value),
        ResourceKind.Budget => config.Budgets.Select(budget => budget.Name.Value),
        ResourceKind.Tenant => config.Tenants.Select(tenant => tenant.Name.Value),
        _ => config.RoleBindings.Select(binding => binding.Name.Value),
    };

    // A model may have a price from each of several days on.
    private static string Of(PriceConfig price) => price.From is { } from
        ? $"{price.Text}@{from.Value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)}"
        : price.Text;
}
