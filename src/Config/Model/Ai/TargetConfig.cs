using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>A provider's model that a model leads to.</summary>
public sealed record TargetConfig
{
    public Setting<string>? Provider { get; init; }

    public Setting<string>? ProviderModel { get; init; }

    /// <summary>Lower is earlier; the default of a fallback is 100.</summary>
    public Setting<int>? Priority { get; init; }

    /// <summary>Its share among its equals; the default is 1.</summary>
    public Setting<int>? Weight { get; init; }

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? InputPricePerMillion { get; init; }

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? OutputPricePerMillion { get; init; }

    /// <summary>How many tokens question and answer may have together.</summary>
    public Setting<long>? ContextWindow { get; init; }

    /// <summary>What it can do of what the model can; empty is all of it.</summary>
    public IReadOnlyList<Setting<string>> Capabilities { get; init; } = [];

    /// <summary>How long it may take.</summary>
    public TimeoutsConfig? Timeouts { get; init; }

    public Setting<bool>? Enabled { get; init; }

    /// <summary>As a Caddyfile names it.</summary>
    public string Text => $"{Provider?.Value}:{ProviderModel?.Value}";
}
