using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A model leads to providers that exist.</summary>
internal sealed class ModelsNameKnownProviders : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context) =>
        References.Check(
            "provider",
            config.Ai.Models.SelectMany(model => model.Fallbacks.Select(target => target.Provider).OfType<Setting<string>>().Prepend(model.Provider)),
            config.Ai.Providers.Select(provider => provider.Name.Value),
            context);
}
