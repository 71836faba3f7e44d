using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A model has both prices or none: half a price would make half a bill.</summary>
internal sealed class PricesComeInPairs : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var model in config.Ai.Models.Where(model => !context.IsIncomplete(model.Name.Span)))
        {
            if ((model.InputPricePerMillion is null) == (model.OutputPricePerMillion is null))
                continue;

            var (given, missing) = model.InputPricePerMillion is null
                ? (model.OutputPricePerMillion, "input_price_per_1m")
                : (model.InputPricePerMillion, "output_price_per_1m");
            context.Diagnostics.Error(
                DiagnosticCodes.IncompleteOption, given?.Span, $"`model {model.Name.Value}` has one price and no `{missing}`");
        }
    }
}
