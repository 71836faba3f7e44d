using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Validation;

/// <summary>Policies name models and providers that there are. Whom they are for is not looked up: keys are made elsewhere, too.</summary>
internal sealed class PoliciesNameWhatThereIs : IConfigRule
{
    private const string Any = "*";

    public void Check(GatewayConfig config, ConfigContext context)
    {
        Check("provider", config.Ai.Policies.SelectMany(policy => policy.Providers), [.. config.Ai.Providers.Select(provider => provider.Name.Value)], context);

        // Where a model has any name, clients may ask for any.
        var models = config.Ai.Models.SelectMany(model => model.Aliases.Prepend(model.Name)).Select(name => name.Value).ToList();
        if (config.Ai.DefaultModels.Count == 0 && !models.Exists(ModelPattern.Is))
            Check("model", config.Ai.Policies.SelectMany(policy => policy.Models), models, context);
    }

    private static void Check(string noun, IEnumerable<Setting<string>> names, IReadOnlyList<string> known, ConfigContext context)
    {
        References.Check(noun, names.Where(name => !NamePatterns.IsPattern(name.Value)), known, context);
        foreach (var pattern in names.Where(name => name.Value != Any && NamePatterns.IsPattern(name.Value) && !known.Any(one => NamePatterns.Fits(name.Value, one))))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownReference,
                pattern.Span,
                $"there is no {noun} whose name fits `{pattern.Value}`",
                NearestName.HintOrList(pattern.Value, known));
        }
    }
}
