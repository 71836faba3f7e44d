using FerroGate.Core.Aggregates;

namespace FerroGate.Admin.UsageAggregates;

/// <summary>The words for what usage is told apart by, as billing events have them.</summary>
internal static class UsageDimensionName
{
    public static IReadOnlyDictionary<string, UsageDimension> All { get; } = Enum.GetValues<UsageDimension>().ToDictionary(Of);

    public static string Of(UsageDimension dimension) => dimension switch
    {
        UsageDimension.Organization => "organization_id",
        UsageDimension.Team => "team_id",
        UsageDimension.Project => "project_id",
        UsageDimension.User => "user_id",
        UsageDimension.Key => "key_id",
        UsageDimension.Model => "model",
        UsageDimension.Provider => "provider",
        UsageDimension.ProviderModel => "provider_model",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A dimension without a word."),
    };
}
