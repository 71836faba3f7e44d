using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>A header that every request to a provider has.</summary>
public sealed record ProviderHeaderConfig
{
    public Setting<string>? Name { get; init; }

    /// <summary>Its value, which may be a secret.</summary>
    public Setting<SecretConfig>? Value { get; init; }
}
