using System.Collections.Frozen;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>The headers of a provider are there, can be sent, and are not those by which the gateway speaks HTTP or shows its credential.</summary>
internal sealed class ProviderHeaders : IConfigRule
{
    private static readonly FrozenSet<string> Own = FrozenSet.ToFrozenSet(
        [
            "host", "connection", "keep-alive", "proxy-connection", "transfer-encoding", "te", "trailer", "upgrade", "content-length", "content-type",
            "content-encoding", "accept", "accept-encoding", "expect", "authorization", "x-api-key", "x-goog-api-key", "api-key",
        ],
        StringComparer.OrdinalIgnoreCase);

    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var provider in config.Ai.Providers)
        {
            foreach (var header in provider.Headers)
            {
                if (header is { Name: { } name, Value: { } value })
                    Check(provider.Name.Value, name, value, context);
            }
        }
    }

    private static void Check(string provider, Setting<string> name, Setting<SecretConfig> value, ConfigContext context)
    {
        if (Own.Contains(name.Value))
        {
            context.Diagnostics.Error(DiagnosticCodes.InvalidHeader, name.Span, $"`{name.Value}` is the gateway's own to write");
            return;
        }

        if (value.Value.File is { } file && context.Files?.MayRead(file) == false)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.FileUnreadable, value.Span, $"a config that was sent cannot read `{file}`: it lies outside the folder of the config file");
            return;
        }

        switch (value.Value.Resolve(context.Variable))
        {
            case null:
                context.Diagnostics.Error(
                    value.Value.File is null ? DiagnosticCodes.UnsetVariable : DiagnosticCodes.FileUnreadable,
                    value.Span,
                    $"{value.Value.Place} is not there, and `provider {provider}` needs it for `{name.Value}`");
                break;
            case { } text when text.AsSpan().ContainsAnyExceptInRange(' ', '~'):
                context.Diagnostics.Error(
                    DiagnosticCodes.InvalidHeader, value.Span, $"the value of `{name.Value}` holds a control character or a letter beyond ASCII");
                break;
            default:
                break;
        }
    }
}
