using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>The models that stand in for others exist, and one model at most stands in for those that do not.</summary>
internal sealed class ModelsNameKnownModels : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        References.Check(
            "model",
            config.Ai.Models.SelectMany(model => model.FallbackModels).Concat(config.Ai.DefaultModels),
            config.Ai.Models.Select(model => model.Name.Value),
            context);
        foreach (var model in config.Ai.Models)
        {
            foreach (var itself in model.FallbackModels.Where(name => name.Value == model.Name.Value))
                context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, itself.Span, $"`model {model.Name.Value}` cannot stand in for itself");
        }

        foreach (var other in config.Ai.DefaultModels.Skip(1))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.DuplicateOption, other.Span, $"there is a `default_model` already, in line {config.Ai.DefaultModels[0].Span.Line}");
        }
    }
}
