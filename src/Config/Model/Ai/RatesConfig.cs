using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>What a million tokens of each kind cost, in decimal US dollars.</summary>
public sealed record RatesConfig
{
    public Setting<decimal>? Input { get; init; }

    public Setting<decimal>? Output { get; init; }

    public Setting<decimal>? CachedInput { get; init; }

    public Setting<decimal>? CacheWrite { get; init; }

    public Setting<decimal>? CacheWrite1h { get; init; }

    public Setting<decimal>? AudioInput { get; init; }

    public Setting<decimal>? ImageInput { get; init; }

    public Setting<decimal>? Reasoning { get; init; }

    public Setting<decimal>? AudioOutput { get; init; }
}
