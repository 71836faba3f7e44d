using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>What a model costs whose input is long.</summary>
public sealed record PriceTierConfig
{
    /// <summary>Input tokens of which a request must have more.</summary>
    public Setting<long>? Above { get; init; }

    public RatesConfig Rates { get; init; } = new();
}
