using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A client's secret is there when the gateway starts, and is not empty.</summary>
internal sealed class KeySecrets : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var key in config.Ai.ApiKeys)
        {
            foreach (var secret in new[] { key.Key, key.PreviousKey }.OfType<Setting<SecretConfig>>())
                Check(key, secret, context);
        }
    }

    private static void Check(ApiKeyConfig key, Setting<SecretConfig> secret, ConfigContext context)
    {
        if (secret.Value.File is { } file && context.Files?.MayRead(file) == false)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.FileUnreadable, secret.Span, $"a config that was sent cannot read `{file}`: it lies outside the folder of the config file");
            return;
        }

        var value = secret.Value.Resolve(context.Variable);
        if (value is null)
        {
            context.Diagnostics.Error(
                secret.Value.File is null ? DiagnosticCodes.UnsetVariable : DiagnosticCodes.FileUnreadable,
                secret.Span,
                $"{secret.Value.Place} {(secret.Value.File is null ? "is not set" : "cannot be read")}, and `api_key {key.Id.Value}` needs it");
        }
        else if (string.IsNullOrWhiteSpace(value))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.EmptySecret,
                secret.Span,
                secret.Value.Literal is not null
                    ? $"the secret of `api_key {key.Id.Value}` is empty"
                    : $"{secret.Value.Place} is empty, and `api_key {key.Id.Value}` needs it");
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
