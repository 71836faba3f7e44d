namespace FerroGate.Config.Model;

/// <summary>Providers, models and keys of the AI gateway.</summary>
public sealed record AiConfig
{
    public IReadOnlyList<ProviderConfig> Providers { get; init; } = [];

    public IReadOnlyList<ModelConfig> Models { get; init; } = [];

    public IReadOnlyList<ApiKeyConfig> ApiKeys { get; init; } = [];
}
