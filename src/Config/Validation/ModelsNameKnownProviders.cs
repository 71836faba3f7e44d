using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>A model leads to a provider that exists.</summary>
internal sealed class ModelsNameKnownProviders : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context) =>
        References.Check(
            "provider",
            config.Ai.Models.Select(model => model.Provider),
            config.Ai.Providers.Select(provider => provider.Name.Value),
            context);
}
