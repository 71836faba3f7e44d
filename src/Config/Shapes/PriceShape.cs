using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary>What a provider charges for a model.</summary>
internal static class PriceShape
{
    private static Shape<PriceTierConfig> Tier { get; } = new Shape<PriceTierConfig>(Arguments.InOrder("tokens")) { NeedsBlock = true }
        .Value("tokens", Forms.Whole(), tier => tier.Above, (tier, tokens) => tier with { Above = tokens },
            "How many tokens of input a request must exceed.", OptionPlace.Line, required: true)
        .Part(tier => tier.Rates, (tier, rates) => tier with { Rates = rates }, RatesShape.Shape);

    public static Shape<PriceConfig> Shape { get; } = new Shape<PriceConfig>(TargetArguments.OfFallback)
    {
        NeedsBlock = true,
        Identity = price => price.ProviderModel,
        Check = CheckTiers,
    }
        .Value("provider", Forms.Text.Such("provider name", "openai", "*"), price => price.Provider, (price, name) => price with { Provider = name },
            "The provider, by its name here; `*` stands for any letters.", OptionPlace.Line, required: true)
        .Value("provider_model", Forms.Text.Such("model name", "gpt-4o", "gpt-4o*"), price => price.ProviderModel,
            (price, name) => price with { ProviderModel = name }, "The provider's name of the model; the same.", OptionPlace.Line, required: true)
        .Value("from", DateForm.Value, price => price.From, (price, date) => price with { From = date },
            "The price of requests from this day or time on, in UTC; several prices of a model with different days are its history.", fallback: "always")
        .Part(price => price.Rates, (price, rates) => price with { Rates = rates }, RatesShape.Shape)
        .Value("request", Forms.Price, price => price.Request, (price, amount) => price with { Request = amount },
            "What a request costs beside its tokens, in US dollars.", fallback: "0")
        .Blocks("above", () => Tier, price => price.Tiers, (price, tiers) => price with { Tiers = tiers }, _ => new PriceTierConfig(),
            "Other rates for the whole of a request that has more input than so many tokens.");

    private static void CheckTiers(PriceConfig price, OptionEntry owner, ConfigContext context)
    {
        var starts = price.Tiers.Select(tier => tier.Above).OfType<Setting<long>>().ToList();
        foreach (var (earlier, later) in starts.Zip(starts.Skip(1)))
        {
            if (later.Value <= earlier.Value)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.InvalidValue,
                    later.Span,
                    $"the rates above {later.Value} tokens stand behind those above {earlier.Value}",
                    "write each number once, the smallest first");
            }
        }
    }
}
