using FerroGate.Config.Model;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Validation;

/// <summary>The allow and deny lists of a key, or of an issuer of tokens, name models that exist, or that clients can ask for where a model has a star in its name.</summary>
internal sealed class KeysNameKnownModels : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var models = config.Ai.Models.Select(model => model.Name.Value).ToList();

        // Whether two names with stars have one in common is not asked.
        var open = models.Where(ModelPattern.Is).ToList();
        References.CheckPatterns(
            "model",
            config.Ai.ApiKeys
                .SelectMany(key => key.AllowedModels.Concat(key.DeniedModels))
                .Concat(config.Ai.JwtIssuers.SelectMany(issuer => issuer.AllowedModels.Concat(issuer.DeniedModels)))
                .Where(name => !open.Exists(pattern => ModelPattern.Is(name.Value) || ModelPattern.StarOf(pattern, name.Value) is not null)),
            models,
            context);
    }
}
