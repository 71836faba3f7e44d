using FerroGate.Config.Model.Ai;
using FerroGate.Core.Money;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes the price book of what the config says of prices.</summary>
internal static class PriceBookCompiler
{
    public static PriceBook Compile(IEnumerable<PriceConfig> prices) => new(prices.Select(price =>
        new PriceEntry(price.Provider.Value, price.ProviderModel.Value, price.From?.Value ?? DateTimeOffset.MinValue, PriceOf(price))));

    private static ModelPrice PriceOf(PriceConfig price) => new(RatesOf(price.Rates))
    {
        PerRequest = price.Request?.Value ?? 0,
        Tiers = [.. price.Tiers.Select(tier => new RateTier(tier.Above!.Value, RatesOf(tier.Rates)))],
    };

    private static TokenRates RatesOf(RatesConfig rates) => new(rates.Input!.Value, rates.Output!.Value)
    {
        CachedInput = rates.CachedInput?.Value,
        CacheWrite = rates.CacheWrite?.Value,
        CacheWrite1h = rates.CacheWrite1h?.Value,
        AudioInput = rates.AudioInput?.Value,
        ImageInput = rates.ImageInput?.Value,
        Reasoning = rates.Reasoning?.Value,
        AudioOutput = rates.AudioOutput?.Value,
    };
}
