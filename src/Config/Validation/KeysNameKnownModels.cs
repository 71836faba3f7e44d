using FerroGate.Config.Model;

namespace FerroGate.Config.Validation;

/// <summary>The allow and deny lists of a key name models that exist.</summary>
internal sealed class KeysNameKnownModels : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context) =>
        References.Check(
            "model",
            config.Ai.ApiKeys.SelectMany(key => key.AllowedModels.Concat(key.DeniedModels)),
            config.Ai.Models.Select(model => model.Name.Value),
            context);
}
