using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Options;

/// <summary>The options of a provider.</summary>
internal static class ProviderOptions
{
    public static OptionTable<ProviderConfig> Table { get; } = new(
        [
            new("kind", ReadKind),
            new("base_url", (provider, values) => provider with { BaseUrl = values.Text() }),
            new("api_key", (provider, values) =>
                values.Single(ValueKind.String, "a string") is { } value
                    ? SetKey(provider, values, SecretText.Read(value.Text, value.Span, values.Context.Diagnostics))
                    : provider),
            new("stream_usage", (provider, values) => provider with
            {
                StreamUsage = values.Choice(("inject", true), ("off", false)),
            }),
            new("enabled", (provider, values) => provider with { Enabled = values.Flag() }),
            new("latency", (provider, values) => provider with { Latency = values.Duration(mayBeZero: true) }),
            new("tokens_per_second", (provider, values) => provider with { TokensPerSecond = values.Int() }),
        ],
        later: ["openrouter_http_referer", "openrouter_x_title"]);

    /// <summary>A provider as TOML writes it: with its name inside.</summary>
    public static OptionTable<ProviderConfig> TomlTable { get; } = Table.With(
        new Option<ProviderConfig>("name", (provider, values) => values.Text() is { } name ? provider with { Name = name } : provider),
        new Option<ProviderConfig>("api_key_env", (provider, values) =>
            values.VariableName() is { } name ? SetKey(provider, values, SecretConfig.FromVariable(name.Value, name.Span)) : provider));

    private static ProviderConfig ReadKind(ProviderConfig provider, OptionReader values)
    {
        if (values.Text() is not { } kind)
            return provider;

        var known = values.Context.Vocabulary.ProviderKinds.Select(known => known.Name).ToArray();
        if (known.Contains(kind.Value))
            return provider with { Kind = kind };

        values.Context.Diagnostics.Error(
            DiagnosticCodes.UnknownKind,
            kind.Span,
            $"there is no provider kind `{kind.Value}`",
            NearestName.HintOrList(kind.Value, known));
        return provider;
    }

    private static ProviderConfig SetKey(ProviderConfig provider, OptionReader values, SecretConfig? key) =>
        values.IsTaken(
            provider.ApiKey, DiagnosticCodes.KeySource, "`api_key` and `api_key_env` both give this provider's key; keep one of them")
            ? provider
            : provider with { ApiKey = key };
}
