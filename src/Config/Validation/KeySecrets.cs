using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A client's secret is there when the gateway starts, and is not empty.</summary>
internal sealed class KeySecrets : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var key in config.Ai.ApiKeys)
        {
            if (key.Key is not { } secret)
                continue;

            var value = secret.Value.Variable is { } name ? context.Variable(name) : secret.Value.Literal;
            if (value is null)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.UnsetVariable,
                    secret.Span,
                    $"the environment variable {secret.Value.Variable} is not set, and `api_key {key.Id.Value}` needs it");
            }
            else if (string.IsNullOrWhiteSpace(value))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.EmptySecret,
                    secret.Span,
                    secret.Value.Variable is null
                        ? $"the secret of `api_key {key.Id.Value}` is empty"
                        : $"the environment variable {secret.Value.Variable} is empty, and `api_key {key.Id.Value}` needs it");
            }
            else if (value.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.InvalidSecret,
                    secret.Span,
                    $"the secret of `api_key {key.Id.Value}` holds white space or a control character; no client could send it");
            }
        }
    }
}
