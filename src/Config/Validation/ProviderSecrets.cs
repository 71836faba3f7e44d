using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A provider's credential is not empty. One that is not set is a warning: its targets are skipped, the others work.</summary>
internal sealed class ProviderSecrets : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var provider in config.Ai.Providers)
        {
            if (provider.ApiKey is not { } key || provider.Enabled is { Value: false })
                continue;

            var value = key.Value.Variable is { } name ? context.Variable(name) : key.Value.Literal;
            if (value is null)
            {
                context.Diagnostics.Warning(
                    DiagnosticCodes.UnsetVariable,
                    key.Span,
                    $"the environment variable {key.Value.Variable} is not set; `provider {provider.Name.Value}` is skipped until it is");
            }
            else if (string.IsNullOrWhiteSpace(value))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.EmptySecret,
                    key.Span,
                    key.Value.Variable is null
                        ? $"the key of `provider {provider.Name.Value}` is empty"
                        : $"the environment variable {key.Value.Variable} is empty");
            }
            else if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.InvalidSecret,
                    key.Span,
                    $"the key of `provider {provider.Name.Value}` holds a line end, a control character or a letter beyond ASCII; no header can carry it");
            }
        }
    }
}
