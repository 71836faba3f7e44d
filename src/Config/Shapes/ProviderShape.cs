using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Shapes;

/// <summary>A provider of the AI gateway.</summary>
internal static class ProviderShape
{
    public static Shape<ProviderConfig> Shape { get; } = new Shape<ProviderConfig>(Arguments.InOrder("name"))
    {
        Identity = provider => provider.Name,
        Check = (_, owner, context) => Exclusive.Check(
            owner,
            context,
            DiagnosticCodes.KeySource,
            "`api_key`, `api_key_env` and `api_keys` all give this provider's keys; keep one of them",
            "api_key",
            "api_key_env",
            "api_keys"),
    }
        .Value("name", Forms.Name, provider => provider.Name, (provider, name) => provider with { Name = name },
            "The name that models use.", OptionPlace.Line, required: true)
        .Value("kind", Kind, provider => provider.Kind, (provider, kind) => provider with { Kind = kind },
            "The API that it speaks.", fallback: "openai")
        .Value("base_url", Url, provider => provider.BaseUrl, (provider, url) => provider with { BaseUrl = url },
            "Where it is; kinds with a well-known address need none.")
        .Value("api_key", Forms.Secret, provider => provider.ApiKey, (provider, key) => provider with { ApiKey = key },
            "Its credential; better a variable than the secret itself.")
        .Value("api_key_env", Forms.SecretVariable, provider => provider.ApiKey, (provider, key) => provider with { ApiKey = key },
            "The variable that holds its credential.", OptionPlace.TomlOnly, alias: true)
        .List("api_keys", Forms.Secret, provider => provider.ApiKeys, (provider, keys) => provider with { ApiKeys = keys },
            "Several credentials, used in turn; one that is refused is set aside for five minutes.")
        .Blocks("header", () => ProviderHeaderShape.Shape, provider => provider.Headers, (provider, headers) => provider with { Headers = headers },
            _ => new ProviderHeaderConfig(), "A header that every request to it has.", key: "headers")
        .List("speaks", Protocol, provider => provider.Speaks, (provider, names) => provider with { Speaks = names },
            "The protocols that it is asked in; others are translated to the first.", fallback: "what its kind speaks")
        .Value("stream_usage", StreamUsage, provider => provider.StreamUsage, (provider, usage) => provider with { StreamUsage = usage },
            "Whether streams that do not ask for usage are made to.", fallback: "inject")
        .Block("timeouts", () => TimeoutsShape.Shape, provider => provider.Timeouts, (provider, limits) => provider with { Timeouts = limits },
            _ => new TimeoutsConfig(), TimeoutsShape.Meaning)
        .Value("enabled", Forms.Flag, provider => provider.Enabled, (provider, enabled) => provider with { Enabled = enabled },
            "Whether it is used.", fallback: "true")
        .Value("latency", Forms.DurationOrZero, provider => provider.Latency, (provider, latency) => provider with { Latency = latency },
            "Kind `echo`: how long it waits before it answers.", fallback: "0s")
        .Value("tokens_per_second", Forms.Int(), provider => provider.TokensPerSecond,
            (provider, speed) => provider with { TokensPerSecond = speed }, "Kind `echo`: how fast it streams.")
        .Refuse("openrouter_http_referer")
        .Refuse("openrouter_x_title");

    private static ValueForm<string> Kind => Forms.Known(
        "provider kind",
        DiagnosticCodes.UnknownKind,
        vocabulary => [.. vocabulary.ProviderKinds.Select(kind => kind.Name)],
        "openai",
        "openai-compatible",
        "anthropic",
        "gemini",
        "grok",
        "xai",
        "azure",
        "azure-openai",
        "echo");

    private static ValueForm<string> Protocol => Forms.Choice([.. ProviderKind.Protocols.Select(name => (name, name))]);

    private static ValueForm<string> Url => Forms.Text.Such("URL", "https://api.openai.com/v1");

    private static ValueForm<bool> StreamUsage => Forms.Choice(("inject", true), ("off", false));
}
