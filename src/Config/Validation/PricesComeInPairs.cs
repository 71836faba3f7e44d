using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A target has both prices or none: half a price would make half a bill.</summary>
internal sealed class PricesComeInPairs : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var model in config.Ai.Models.Where(model => !context.IsIncomplete(model.Name.Span)))
        {
            Check($"model {model.Name.Value}", model.Primary, context);
            foreach (var fallback in model.Fallbacks)
                Check($"fallback {fallback.Text}", fallback, context);
        }
    }

    private static void Check(string owner, TargetConfig target, ConfigContext context)
    {
        if ((target.InputPricePerMillion is null) == (target.OutputPricePerMillion is null))
            return;

        var (given, missing) = target.InputPricePerMillion is null
            ? (target.OutputPricePerMillion, "input_price_per_1m")
            : (target.InputPricePerMillion, "output_price_per_1m");
        context.Diagnostics.Error(DiagnosticCodes.IncompleteOption, given?.Span, $"`{owner}` has one price and no `{missing}`");
    }
}
