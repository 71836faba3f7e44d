using System.Collections.Frozen;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;
using FerroGate.Core.Policies;
using FerroGate.Core.Roles;
using FerroGate.Core.Tokens;

namespace FerroGate.Core.Snapshot;

/// <summary>
/// One validated revision of everything that requests are served by. Immutable: a request reads it once and keeps it to
/// its end.
/// </summary>
public sealed record GatewaySnapshot
{
    /// <summary>The models by each name that clients use.</summary>
    public required FrozenDictionary<string, Model> Models { get; init; }

    /// <summary>The models whose name is a pattern, those with the most before the star first.</summary>
    public IReadOnlyList<Model> Wildcards { get; init; } = [];

    /// <summary>The models in the order in which they were defined.</summary>
    public required IReadOnlyList<Model> ModelList { get; init; }

    /// <summary>Who answers for a model that there is not; <c>null</c> for nobody.</summary>
    public Model? DefaultModel { get; init; }

    /// <summary>Whose tokens are accepted in place of keys.</summary>
    public IReadOnlyList<TokenIssuer> TokenIssuers { get; init; } = [];

    /// <summary>The tenants whose keys are not accepted.</summary>
    public IReadOnlyList<Tenant> SuspendedTenants { get; init; } = [];

    /// <summary>Who has which role on the admin side.</summary>
    public IReadOnlyList<RoleBinding> RoleBindings { get; init; } = [];

    /// <summary>What is denied, to whom.</summary>
    public PolicyTable Policies { get; init; } = PolicyTable.None;

    /// <summary>How much may be asked and spent.</summary>
    public QuotaRules Quotas { get; init; } = QuotaRules.None;

    /// <summary>What models cost that clients name.</summary>
    public PriceBook Prices { get; init; } = PriceBook.Default;

    public required ReliabilitySettings Reliability { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    public required AdminListSettings AdminLists { get; init; }

    /// <summary>The model of a name: that of just this name, else the pattern that fits best, filled in; it keeps the pattern as its name.</summary>
    public Model? Find(string name)
    {
        if (Models.TryGetValue(name, out var model))
            return model;

        foreach (var wildcard in Wildcards)
        {
            if (ModelPattern.StarOf(wildcard.Name, name) is { } star)
                return wildcard with { Targets = [.. wildcard.Targets.Select(target => target.Filled(star, Prices))] };
        }

        return null;
    }

    /// <summary>What a model, or one that follows when it fails, leads to; <c>null</c> where it does not.</summary>
    public Target? TargetOf(string model, string provider, string providerModel)
    {
        if ((Models.GetValueOrDefault(model) ?? Wildcards.FirstOrDefault(wildcard => wildcard.Name == model)) is not { } found)
            return null;

        foreach (var target in found.FallbackModels.Select(name => Models.GetValueOrDefault(name)).Prepend(found).SelectMany(one => one?.Targets ?? []))
        {
            if (target.Provider.Name != provider)
                continue;

            if (target.ProviderModel == providerModel)
                return target;

            if (ModelPattern.Is(target.ProviderModel) && ModelPattern.StarOf(target.ProviderModel, providerModel) is { } star)
                return target.Filled(star, Prices);
        }

        return null;
    }
}
