using FerroGate.Config.Text;
using FerroGate.Core.Routing;

namespace FerroGate.Config.Model.Ai;

/// <summary>A model name that clients use, and the provider's model that it leads to.</summary>
public sealed record ModelConfig
{
    public required Setting<string> Name { get; init; }

    /// <summary>Further names that clients use.</summary>
    public IReadOnlyList<Setting<string>> Aliases { get; init; } = [];

    public required Setting<string> Provider { get; init; }

    public required Setting<string> ProviderModel { get; init; }

    /// <summary>What the model can do: <c>chat</c>, <c>streaming</c>, …; empty allows everything.</summary>
    public IReadOnlyList<Setting<string>> Capabilities { get; init; } = [];

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? InputPricePerMillion { get; init; }

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? OutputPricePerMillion { get; init; }

    /// <summary>Of the first target: lower is earlier; the default is before every fallback.</summary>
    public Setting<int>? Priority { get; init; }

    /// <summary>Of the first target: its share among its equals; the default is 1.</summary>
    public Setting<int>? Weight { get; init; }

    /// <summary>The other targets.</summary>
    public IReadOnlyList<TargetConfig> Fallbacks { get; init; } = [];

    /// <summary>The models whose targets follow when none of its own is left.</summary>
    public IReadOnlyList<Setting<string>> FallbackModels { get; init; } = [];

    public Setting<RoutingStrategy>? Strategy { get; init; }

    /// <summary>What keeps requests that belong together at one target.</summary>
    public StickyConfig? Sticky { get; init; }

    /// <summary>Of the first target: how many tokens question and answer may have together.</summary>
    public Setting<long>? ContextWindow { get; init; }

    /// <summary>Who sees the model; empty is everybody.</summary>
    public IReadOnlyList<Setting<string>> VisibleOrganizationIds { get; init; } = [];

    /// <summary>Who sees the model; empty is everybody.</summary>
    public IReadOnlyList<Setting<string>> VisibleProjectIds { get; init; } = [];

    /// <summary>What cannot be said in a provider's protocol is an error, and not only named.</summary>
    public Setting<bool>? TranslatesStrictly { get; init; }

    /// <summary>A target that does not want to answer is passed over, and not told of.</summary>
    public Setting<bool>? AsksOthersWhenRefused { get; init; }

    /// <summary>What is done for streams that break off.</summary>
    public Setting<RescueMode>? Rescue { get; init; }

    /// <summary>How much one answer may have at most, where a request says nothing of it.</summary>
    public Setting<long>? MaxOutputTokens { get; init; }

    /// <summary>Providers are told the output that is held for a request.</summary>
    public Setting<bool>? CapsOutput { get; init; }

    /// <summary>How long each of its targets may take.</summary>
    public TimeoutsConfig? Timeouts { get; init; }

    /// <summary>What becomes of an answer whose client has gone; else what the gateway does with all.</summary>
    public DisconnectConfig? OnDisconnect { get; init; }

    public Setting<bool>? Enabled { get; init; }

    /// <summary>The first target, as the others are written.</summary>
    public TargetConfig Primary => new()
    {
        Provider = Provider,
        ProviderModel = ProviderModel,
        Priority = Priority,
        Weight = Weight,
        InputPricePerMillion = InputPricePerMillion,
        OutputPricePerMillion = OutputPricePerMillion,
        ContextWindow = ContextWindow,
    };

    /// <summary>The targets that are used, the first one first.</summary>
    public IEnumerable<TargetConfig> Targets => Fallbacks.Where(target => target.Enabled is not { Value: false }).Prepend(Primary);
}
