namespace FerroGate.Config.Model.Ai;

/// <summary>Providers, models, keys and policies of the AI gateway.</summary>
public sealed record AiConfig
{
    public IReadOnlyList<ProviderConfig> Providers { get; init; } = [];

    public IReadOnlyList<ModelConfig> Models { get; init; } = [];

    public IReadOnlyList<ApiKeyConfig> ApiKeys { get; init; } = [];

    public IReadOnlyList<PolicyConfig> Policies { get; init; } = [];
}
