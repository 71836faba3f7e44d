using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>The allow and deny lists of a key name providers that exist.</summary>
internal sealed class KeysNameKnownProviders : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context) =>
        References.CheckPatterns(
            "provider",
            config.Ai.ApiKeys.SelectMany(key => key.AllowedProviders.Concat(key.DeniedProviders)),
            [.. config.Ai.Providers.Select(provider => provider.Name.Value)],
            context);
}
