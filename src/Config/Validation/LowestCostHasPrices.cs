using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Money.BuiltIn;
using FerroGate.Core.Routing;

namespace FerroGate.Config.Validation;

/// <summary>Who is to choose by price has the price of every target.</summary>
internal sealed class LowestCostHasPrices : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var model in config.Ai.Models.Where(model => model.Strategy is { Value: RoutingStrategy.LowestCost } && !context.IsIncomplete(model.Name.Span)))
        {
            foreach (var target in model.Targets.Where(target => !HasPrice(target, config, context)))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.IncompleteOption,
                    model.Strategy!.Span,
                    $"`model {model.Name.Value}` chooses by cost, and its target {target.Text} has no price",
                    "write `input_price_per_1m` and `output_price_per_1m` for it, or a `price` that fits its model");
            }
        }
    }

    // Of a model that clients fill in, only a price counts that fits whatever they write.
    private static bool HasPrice(TargetConfig target, GatewayConfig config, ConfigContext context)
    {
        if (target is not { InputPricePerMillion: null, OutputPricePerMillion: null } || target is not { Provider.Value: var provider, ProviderModel.Value: var model })
            return true;

        return config.Ai.Prices.Any(price => NamePatterns.Fits(price.Provider.Value, provider) && NamePatterns.Fits(price.ProviderModel.Value, model))
            || (config.Ai.Providers.FirstOrDefault(one => one.Name.Value == provider) is { } found
                && Uri.TryCreate(found.BaseUrl?.Value ?? ProviderKinds.Of(found, context)?.DefaultBaseUrl, UriKind.Absolute, out var address)
                && BuiltInPrices.Find(address, model) is not null);
    }
}
