using FerroGate.Config.Model;

namespace FerroGate.Config.Directives;

/// <summary>Gathers what the <c>ai_gateway</c> blocks of all sites define.</summary>
internal sealed class AiBuilder
{
    public List<ProviderConfig> Providers { get; } = [];

    public List<ModelConfig> Models { get; } = [];

    public List<ApiKeyConfig> ApiKeys { get; } = [];

    public AiConfig Build() => new() { Providers = Providers, Models = Models, ApiKeys = ApiKeys };
}
