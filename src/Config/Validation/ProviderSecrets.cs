using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A provider's credentials are not empty. One that is not there is a warning: its targets are skipped, the others work.</summary>
internal sealed class ProviderSecrets : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var provider in config.Ai.Providers.Where(provider => provider.Enabled is not { Value: false }))
        {
            foreach (var key in provider.ApiKey is { } one ? [one] : provider.ApiKeys)
                Check(provider, key, context);
        }
    }

    private static void Check(ProviderConfig provider, Setting<SecretConfig> key, ConfigContext context)
    {
        var name = provider.Name.Value;
        if (key.Value.File is { } file && context.Files?.MayRead(file) == false)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.FileUnreadable, key.Span, $"a config that was sent cannot read `{file}`: it lies outside the folder of the config file");
            return;
        }

        var value = key.Value.Resolve(context.Variable);
        if (value is null)
        {
            context.Diagnostics.Warning(
                key.Value.File is null ? DiagnosticCodes.UnsetVariable : DiagnosticCodes.FileUnreadable,
                key.Span,
                $"{key.Value.Place} {(key.Value.File is null ? "is not set" : "cannot be read")}; `provider {name}` is {(provider.ApiKeys.Count > 1 ? "used without it" : "skipped until it is")}");
        }
        else if (string.IsNullOrWhiteSpace(value))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.EmptySecret,
                key.Span,
                key.Value.Literal is null ? $"{key.Value.Place} is empty" : $"the key of `provider {name}` is empty");
        }
        else if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidSecret,
                key.Span,
                $"the key of `provider {name}` holds a line end, a control character or a letter beyond ASCII; no header can carry it");
        }
    }
}
