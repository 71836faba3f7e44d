using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>A target that a model leads to when those before it fail.</summary>
public sealed record FallbackConfig
{
    public Setting<string>? Provider { get; init; }

    public Setting<string>? ProviderModel { get; init; }

    /// <summary>Lower is earlier; the default is 100.</summary>
    public Setting<int>? Priority { get; init; }

    /// <summary>Its share among those of one priority; the default is 1.</summary>
    public Setting<int>? Weight { get; init; }

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? InputPricePerMillion { get; init; }

    /// <summary>Decimal US dollars per million tokens.</summary>
    public Setting<decimal>? OutputPricePerMillion { get; init; }

    public Setting<bool>? Enabled { get; init; }
}
