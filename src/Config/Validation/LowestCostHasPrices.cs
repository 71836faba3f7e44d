using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Core.Routing;

namespace FerroGate.Config.Validation;

/// <summary>Who is to choose by price has the price of every target.</summary>
internal sealed class LowestCostHasPrices : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var model in config.Ai.Models.Where(model => model.Strategy is { Value: RoutingStrategy.LowestCost } && !context.IsIncomplete(model.Name.Span)))
        {
            foreach (var target in model.Targets.Where(target => target is { InputPricePerMillion: null, OutputPricePerMillion: null }))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.IncompleteOption,
                    model.Strategy!.Span,
                    $"`model {model.Name.Value}` chooses by cost, and its target {target.Text} has no price",
                    "write `input_price_per_1m` and `output_price_per_1m` for it");
            }
        }
    }
}
