using FerroGate.Config.Model;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Validation;

/// <summary>Policies name models and providers that there are. Whom they are for is not looked up: keys are made elsewhere, too.</summary>
internal sealed class PoliciesNameWhatThereIs : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        References.CheckPatterns("provider", config.Ai.Policies.SelectMany(policy => policy.Providers), [.. config.Ai.Providers.Select(provider => provider.Name.Value)], context);

        // Where a model has any name, clients may ask for any.
        var models = config.Ai.Models.SelectMany(model => model.Aliases.Prepend(model.Name)).Select(name => name.Value).ToList();
        if (config.Ai.DefaultModels.Count == 0 && !models.Exists(ModelPattern.Is))
            References.CheckPatterns("model", config.Ai.Policies.SelectMany(policy => policy.Models), models, context);
    }
}
