using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Validation;

/// <summary>A star stands once, in the name of a model, and fills one in the names of its targets; what stands in for others has none.</summary>
internal sealed class WildcardsAreWhole : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var model in config.Ai.Models)
        {
            foreach (var name in model.Targets.Select(target => target.ProviderModel).OfType<Setting<string>>().Prepend(model.Name).Where(name => name.Value.Count(letter => letter == '*') > 1))
                Wrong(name, "has more than one `*`");

            foreach (var target in model.Targets.Where(target => !ModelPattern.Is(model.Name.Value) && target.ProviderModel is { } name && ModelPattern.Is(name.Value)))
                Wrong(target.ProviderModel!, $"has a `*`, and the name `{model.Name.Value}` has none that could fill it");
        }

        foreach (var name in config.Ai.Models.SelectMany(model => model.Aliases.Concat(model.FallbackModels)).Concat(config.Ai.DefaultModels).Where(name => ModelPattern.Is(name.Value)))
            Wrong(name, "cannot have a `*` here: nothing would fill it");

        void Wrong(Setting<string> name, string what) => context.Diagnostics.Error(DiagnosticCodes.InvalidValue, name.Span, $"`{name.Value}` {what}");
    }
}
