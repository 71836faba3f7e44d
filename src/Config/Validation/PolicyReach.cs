using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Validation;

/// <summary>What a policy is for, compared with what another one is for.</summary>
internal static class PolicyReach
{
    private static readonly Func<PolicyConfig, IReadOnlyList<Setting<string>>>[] Subjects =
        [policy => policy.Subjects.OrganizationIds, policy => policy.Subjects.TeamIds, policy => policy.Subjects.ProjectIds, policy => policy.Subjects.UserIds];

    // Every request has one of these.
    private static readonly Func<PolicyConfig, IReadOnlyList<Setting<string>>>[] Names =
        [policy => policy.Subjects.ApiKeyIds, policy => policy.Models, policy => policy.Providers, policy => policy.ProviderModels];

    /// <summary>It says of nothing what it is for.</summary>
    public static bool IsOpen(PolicyConfig policy) => Subjects.Concat(Names).All(list => list(policy).Count == 0) && HasNoConditions(policy);

    /// <summary>Whatever another policy is for this one is for, too, as far as their words tell.</summary>
    public static bool Covers(PolicyConfig policy, PolicyConfig other) =>
        Subjects.All(list => Covers(list(policy), list(other), isAlwaysThere: false))
        && Names.All(list => Covers(list(policy), list(other), isAlwaysThere: true))
        && (policy.Streaming is null || policy.Streaming.Value == other.Streaming?.Value)
        && (policy.Tools is null || policy.Tools.Value == other.Tools?.Value)
        && (policy.OutputTokensOver is null || policy.OutputTokensOver.Value <= other.OutputTokensOver?.Value)
        && HaveAll(policy.Dialects, other.Dialects)
        && HaveAll(policy.ClientIps, other.ClientIps)
        && AreSame(policy.Metadata, other.Metadata)
        && AreSame(policy.KeyMetadata, other.KeyMetadata)
        && HaveAll(policy.UtcHours, other.UtcHours)
        && HaveAll(policy.UtcDays, other.UtcDays);

    private static bool HasNoConditions(PolicyConfig policy) =>
        policy is
        {
            Streaming: null,
            Tools: null,
            OutputTokensOver: null,
            Dialects.Count: 0,
            ClientIps.Count: 0,
            Metadata.Count: 0,
            KeyMetadata.Count: 0,
            UtcHours.Count: 0,
            UtcDays.Count: 0,
        };

    private static bool Covers(IReadOnlyList<Setting<string>> list, IReadOnlyList<Setting<string>> other, bool isAlwaysThere) =>
        list.Count == 0
        || (isAlwaysThere && list.Any(name => name.Value == "*"))
        || (other.Count > 0 && other.All(name => list.Any(pattern => NamePatterns.Fits(pattern.Value, name.Value))));

    private static bool AreSame(IReadOnlyList<Setting<string>> pairs, IReadOnlyList<Setting<string>> other) =>
        pairs.Count == 0 || pairs.Select(pair => pair.Value).ToHashSet().SetEquals(other.Select(pair => pair.Value));

    private static bool HaveAll<T>(IReadOnlyList<Setting<T>> list, IReadOnlyList<Setting<T>> other) =>
        list.Count == 0 || (other.Count > 0 && other.All(value => list.Any(known => Equals(known.Value, value.Value))));
}
