using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>A model name that clients use, and the provider's model that it leads to.</summary>
public sealed record ModelConfig
{
    public required Setting<string> Name { get; init; }

    public required Setting<string> Provider { get; init; }

    public required Setting<string> ProviderModel { get; init; }

    /// <summary>What the model can do: <c>chat</c>, <c>streaming</c>, …; empty allows everything.</summary>
    public IReadOnlyList<Setting<string>> Capabilities { get; init; } = [];

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? InputPricePerMillion { get; init; }

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? OutputPricePerMillion { get; init; }

    /// <summary>What is tried when the first target fails.</summary>
    public IReadOnlyList<FallbackConfig> Fallbacks { get; init; } = [];

    public Setting<RoutingStrategy>? Strategy { get; init; }

    /// <summary>How many tokens question and answer may have together.</summary>
    public Setting<long>? ContextWindow { get; init; }

    /// <summary>Who sees the model; empty is everybody.</summary>
    public IReadOnlyList<Setting<string>> VisibleOrganizationIds { get; init; } = [];

    /// <summary>Who sees the model; empty is everybody.</summary>
    public IReadOnlyList<Setting<string>> VisibleProjectIds { get; init; } = [];

    /// <summary>What cannot be said in a provider's protocol is an error, and not only named.</summary>
    public Setting<bool>? TranslatesStrictly { get; init; }

    /// <summary>How much one answer may have at most, where a request says nothing of it.</summary>
    public Setting<long>? MaxOutputTokens { get; init; }

    /// <summary>Providers are told the output that is held for a request.</summary>
    public Setting<bool>? CapsOutput { get; init; }

    public Setting<bool>? Enabled { get; init; }
}
