using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Routing;

namespace FerroGate.Config.Shapes;

/// <summary>A model of the AI gateway.</summary>
internal static class ModelShape
{
    public static Shape<ModelConfig> Shape { get; } = new Shape<ModelConfig>(TargetArguments.OfModel)
    {
        Identity = model => model.Name,
    }
        .Value("name", Forms.Name, model => model.Name, (model, name) => model with { Name = name },
            "The name that clients use.", OptionPlace.Line, required: true)
        .Value("provider", Provider, model => model.Provider, (model, name) => model with { Provider = name },
            "The provider that answers.", OptionPlace.Line, required: true)
        .Value("provider_model", ProviderModel, model => model.ProviderModel, (model, name) => model with { ProviderModel = name },
            "The provider's name of the model.", OptionPlace.Line, required: true)
        .List("alias", Forms.Name, model => model.Aliases, (model, names) => model with { Aliases = names },
            "Further names of it.")
        .List("capabilities", Capability, model => model.Capabilities, (model, names) => model with { Capabilities = names },
            "What it can do.", fallback: "everything")
        .Value("input_price_per_1m", Forms.Price, model => model.InputPricePerMillion,
            (model, price) => model with { InputPricePerMillion = price }, "US dollars for a million tokens of input.")
        .Value("output_price_per_1m", Forms.Price, model => model.OutputPricePerMillion,
            (model, price) => model with { OutputPricePerMillion = price }, "US dollars for a million tokens of output.")
        .Value("context_window", Forms.Whole(), model => model.ContextWindow,
            (model, tokens) => model with { ContextWindow = tokens }, FallbackShape.WindowMeaning, fallback: "not measured")
        .Value("max_output_tokens", Forms.Whole(), model => model.MaxOutputTokens,
            (model, tokens) => model with { MaxOutputTokens = tokens },
            "Tokens that are held for an answer whose request says no limit; with `cap_output on` no answer may have more.", fallback: "4096")
        .Value("routing_strategy", Strategy, model => model.Strategy, (model, strategy) => model with { Strategy = strategy },
            "How one of its targets is chosen; `balanced` is another word for `weighted`.", fallback: "priority")
        .Value("priority", FallbackShape.Priority, model => model.Priority, (model, number) => model with { Priority = number },
            "Of the first target: lower is earlier.", fallback: "before every fallback")
        .Value("weight", Forms.Int(), model => model.Weight, (model, number) => model with { Weight = number },
            "Of the first target: its share among its equals.", fallback: "1")
        .Block("sticky", () => StickyShape.Shape, model => model.Sticky, (model, sticky) => model with { Sticky = sticky },
            _ => new StickyConfig(), "Keeps requests that belong together at one target.")
        .Blocks("fallback", () => FallbackShape.Shape, model => model.Fallbacks,
            (model, targets) => model with { Fallbacks = targets }, _ => new TargetConfig(),
            "A further target, asked when those before it fail.", key: "fallbacks")
        .List("fallback_models", Forms.Text.Such("model name", "fast-chat"), model => model.FallbackModels,
            (model, names) => model with { FallbackModels = names }, "Models whose targets follow when none of its own is left or answers.")
        .List("visible_organization_ids", Forms.Text, model => model.VisibleOrganizationIds,
            (model, ids) => model with { VisibleOrganizationIds = ids }, "The organizations that see it.", fallback: "every one")
        .List("visible_project_ids", Forms.Text, model => model.VisibleProjectIds,
            (model, ids) => model with { VisibleProjectIds = ids }, "The projects that see it.", fallback: "every one")
        .Value("translation", TranslationForm.Value, model => model.TranslatesStrictly,
            (model, strict) => model with { TranslatesStrictly = strict }, "Whether what a provider's protocol cannot say is named or an error.", fallback: "lenient")
        .Value("rescue", Rescue, model => model.Rescue, (model, mode) => model with { Rescue = mode },
            "What is done for a stream that breaks off: `verify` goes on with the next target's answer while that begins with what the client has, `continue` gives it to targets with the capability `prefill`.",
            fallback: "verify")
        .Value("content_refusal", ContentRefusal, model => model.AsksOthersWhenRefused, (model, next) => model with { AsksOthersWhenRefused = next },
            "What is done when a provider refuses a request for its content: the caller is told (`tell`), or the next target is asked (`next`).", fallback: "tell")
        .Value("cap_output", OutputCapForm.Value, model => model.CapsOutput,
            (model, caps) => model with { CapsOutput = caps }, OutputCapForm.Meaning, fallback: "off")
        .Block("timeouts", () => TimeoutsShape.Shape, model => model.Timeouts, (model, limits) => model with { Timeouts = limits },
            _ => new TimeoutsConfig(), TimeoutsShape.Meaning)
        .Block("on_disconnect", () => DisconnectShape.Shape, model => model.OnDisconnect, (model, disconnect) => model with { OnDisconnect = disconnect },
            _ => new DisconnectConfig(), DisconnectShape.Meaning)
        .Value("enabled", Forms.Flag, model => model.Enabled, (model, enabled) => model with { Enabled = enabled },
            "Whether it is there.", fallback: "true")
        .Refuse("cache_enabled");

    /// <summary>A provider that models name.</summary>
    public static ValueForm<string> Provider => Forms.Text.Such("provider name", "openai");

    /// <summary>A provider's name of a model.</summary>
    public static ValueForm<string> ProviderModel => Forms.Text.Such("model name", "gpt-4o-mini", "llama3:8b");

    /// <summary>Something that a model can do.</summary>
    public static ValueForm<string> Capability => Forms.Known(
        "capability", DiagnosticCodes.UnknownCapability, vocabulary => vocabulary.Capabilities, "chat", "streaming", "tools");

    private static ValueForm<bool> ContentRefusal => Forms.Choice(("tell", false), ("next", true));

    private static ValueForm<RescueMode> Rescue => Forms.Choice(
        ("off", RescueMode.Off),
        ("verify", RescueMode.Verify),
        ("continue", RescueMode.Continue));

    private static ValueForm<RoutingStrategy> Strategy => Forms.Choice(
        ("priority", RoutingStrategy.Priority),
        ("weighted", RoutingStrategy.Weighted),
        ("lowest_cost", RoutingStrategy.LowestCost),
        ("lowest_latency", RoutingStrategy.LowestLatency),
        ("least_busy", RoutingStrategy.LeastBusy),
        ("balanced", RoutingStrategy.Weighted));
}
