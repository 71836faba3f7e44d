using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>The allow and deny lists of a key, or of an issuer of tokens, name providers that exist.</summary>
internal sealed class KeysNameKnownProviders : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context) =>
        References.CheckPatterns(
            "provider",
            config.Ai.ApiKeys.SelectMany(key => key.AllowedProviders.Concat(key.DeniedProviders))
                .Concat(config.Ai.JwtIssuers.SelectMany(issuer => issuer.AllowedProviders.Concat(issuer.DeniedProviders))),
            [.. config.Ai.Providers.Select(provider => provider.Name.Value)],
            context);
}
