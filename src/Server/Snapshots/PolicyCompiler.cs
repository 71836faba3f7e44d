using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Core.Policies;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes the policies of a config ready to decide; those that are switched off are left out.</summary>
internal static class PolicyCompiler
{
    public static PolicyTable Compile(IReadOnlyList<PolicyConfig> policies) =>
        new(policies.Where(policy => policy.Enabled?.Value ?? true).Select(Compile));

    private static Policy Compile(PolicyConfig config) => new()
    {
        Name = config.Name.Value,
        Effect = config.Effect?.Value ?? PolicyEffect.Deny,
        Code = config.Code?.Value ?? RefusalCodes.PolicyDenied,
        Message = config.Message?.Value,
        Subjects = SubjectsOf(config.Subjects),
        Models = Patterns(config.Models),
        Providers = Patterns(config.Providers),
        ProviderModels = Patterns(config.ProviderModels),
        Conditions = Conditions(config),
    };

    /// <summary>Whose requests something is for.</summary>
    public static Subjects SubjectsOf(SubjectsConfig config) => new()
    {
        Organizations = Patterns(config.OrganizationIds),
        Teams = Patterns(config.TeamIds),
        Projects = Patterns(config.ProjectIds),
        Users = Patterns(config.UserIds),
        Keys = Patterns(config.ApiKeyIds),
    };

    private static PolicyConditions Conditions(PolicyConfig config) => new()
    {
        Streaming = config.Streaming?.Value,
        Tools = config.Tools?.Value,
        OutputTokensOver = config.OutputTokensOver?.Value,
        Dialects = Values(config.Dialects),
        Clients = config.ClientIps.Count > 0 ? new AddressRanges(Values(config.ClientIps)) : null,
        Metadata = Rules(config.Metadata),
        KeyMetadata = Rules(config.KeyMetadata),
        Hours = Values(config.UtcHours),
        Days = Values(config.UtcDays),
    };

    private static MetadataRule[] Rules(IReadOnlyList<Setting<string>> pairs) =>
        [.. Values(pairs).Select(MetadataPair.Read).GroupBy(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal)
            .Select(values => new MetadataRule(values.Key, new NamePatterns(values)))];

    /// <summary>Names with stars; none where nothing was said.</summary>
    internal static NamePatterns Patterns(IReadOnlyList<Setting<string>> names) => names.Count == 0 ? NamePatterns.None : new(Values(names));

    private static T[] Values<T>(IReadOnlyList<Setting<T>> settings) => [.. settings.Select(setting => setting.Value)];
}
