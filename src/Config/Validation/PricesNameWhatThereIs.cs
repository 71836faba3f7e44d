using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Validation;

/// <summary>Prices are of providers that there are; one that no target ever has is told of, for it may be misspelled.</summary>
internal sealed class PricesNameWhatThereIs : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var prices = config.Ai.Prices.Where(price => !context.IsIncomplete(price.ProviderModel.Span)).ToList();
        var providers = config.Ai.Providers.Select(provider => provider.Name.Value).ToList();
        References.CheckPatterns("provider", prices.Select(price => price.Provider), providers, context);

        var targets = config.Ai.Models.SelectMany(model => model.Fallbacks.Prepend(model.Primary)).ToList();
        foreach (var price in prices.Where(price => providers.Exists(name => NamePatterns.Fits(price.Provider.Value, name))))
        {
            if (!targets.Exists(target => MayBeOf(price, target)))
            {
                context.Diagnostics.Warning(
                    DiagnosticCodes.UnusedPrice,
                    price.ProviderModel.Span,
                    $"no model leads to `{price.Text}`, so this price is never charged",
                    NearestName.Hint(price.ProviderModel.Value, [.. targets.Select(target => target.ProviderModel?.Value).OfType<string>().Distinct()]));
            }
        }
    }

    // Which names clients fill in for a star, nobody knows.
    private static bool MayBeOf(PriceConfig price, TargetConfig target) =>
        target is { Provider: { } provider, ProviderModel: { } model }
        && NamePatterns.Fits(price.Provider.Value, provider.Value)
        && (NamePatterns.Fits(price.ProviderModel.Value, model.Value)
            || (ModelPattern.Is(model.Value)
                && (NamePatterns.IsPattern(price.ProviderModel.Value) || ModelPattern.StarOf(model.Value, price.ProviderModel.Value) is not null)));
}
