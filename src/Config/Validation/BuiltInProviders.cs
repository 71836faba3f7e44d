using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Built-in kinds have no URL and no credential; only they have a latency and a speed.</summary>
internal sealed class BuiltInProviders : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var provider in config.Ai.Providers)
        {
            if (ProviderKinds.Of(provider, context) is not { } kind)
                continue;

            var misplaced = kind.IsBuiltIn
                ? new[] { ("base_url", provider.BaseUrl?.Span), ("api_key", provider.ApiKey?.Span), ("api_keys", provider.ApiKeys is [var first, ..] ? first.Span : null) }
                : [("latency", provider.Latency?.Span), ("tokens_per_second", provider.TokensPerSecond?.Span)];
            foreach (var (option, span) in misplaced.Where(one => one.Item2 is not null))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.BuiltInProviderOption,
                    span,
                    kind.IsBuiltIn
                        ? $"kind `{kind.Name}` answers inside the gateway and takes no `{option}`"
                        : $"kind `{kind.Name}` takes no `{option}`; only built-in kinds do");
            }
        }
    }
}
