using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>What a provider charges for a model from some day on.</summary>
public sealed record PriceConfig
{
    public required Setting<string> Provider { get; init; }

    public required Setting<string> ProviderModel { get; init; }

    /// <summary>Since when; the default is always.</summary>
    public Setting<DateTimeOffset>? From { get; init; }

    public RatesConfig Rates { get; init; } = new();

    /// <summary>Decimal US dollars for each request.</summary>
    public Setting<decimal>? Request { get; init; }

    /// <summary>Other rates for long inputs, the shortest first.</summary>
    public IReadOnlyList<PriceTierConfig> Tiers { get; init; } = [];

    /// <summary>As a Caddyfile names it.</summary>
    public string Text => $"{Provider.Value}:{ProviderModel.Value}";
}
