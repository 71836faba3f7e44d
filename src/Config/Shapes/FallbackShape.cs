using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A further target of a model.</summary>
internal static class FallbackShape
{
    public static Shape<TargetConfig> Shape { get; } = new Shape<TargetConfig>(TargetArguments.OfFallback)
    {
        Identity = target => target.Provider,
    }
        .Value("provider", ModelShape.Provider, target => target.Provider, (target, name) => target with { Provider = name },
            "The provider that answers.", OptionPlace.Line, required: true)
        .Value("provider_model", ModelShape.ProviderModel, target => target.ProviderModel,
            (target, name) => target with { ProviderModel = name }, "The provider's name of the model.", OptionPlace.Line, required: true)
        .Value("priority", Priority, target => target.Priority, (target, number) => target with { Priority = number },
            "Lower is earlier.", fallback: "100")
        .Value("weight", Forms.Int(), target => target.Weight, (target, number) => target with { Weight = number },
            "Its share among its equals.", fallback: "1")
        .Value("input_price_per_1m", Forms.Price, target => target.InputPricePerMillion,
            (target, price) => target with { InputPricePerMillion = price }, "US dollars for a million tokens of input.")
        .Value("output_price_per_1m", Forms.Price, target => target.OutputPricePerMillion,
            (target, price) => target with { OutputPricePerMillion = price }, "US dollars for a million tokens of output.")
        .Value("context_window", Forms.Whole(), target => target.ContextWindow,
            (target, tokens) => target with { ContextWindow = tokens }, WindowMeaning, fallback: "not measured")
        .List("capabilities", ModelShape.Capability, target => target.Capabilities, (target, names) => target with { Capabilities = names },
            "What it can do of what the model can.", fallback: "all of it")
        .Block("timeouts", () => TimeoutsShape.Shape, target => target.Timeouts, (target, limits) => target with { Timeouts = limits },
            _ => new TimeoutsConfig(), TimeoutsShape.Meaning)
        .Value("enabled", Forms.Flag, target => target.Enabled, (target, enabled) => target with { Enabled = enabled },
            "Whether it is used.", fallback: "true");

    public const string WindowMeaning = "Tokens of question and answer together; a request that probably has more goes elsewhere.";

    public static ValueForm<int> Priority => Forms.Int(least: 0);
}
