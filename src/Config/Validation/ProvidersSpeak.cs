using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A provider is asked in protocols that its kind can be asked in, each named once.</summary>
internal sealed class ProvidersSpeak : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var provider in config.Ai.Providers)
        {
            if (ProviderKinds.Of(provider, context) is not { } kind)
                continue;

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var protocol in provider.Speaks)
            {
                if (!kind.Speaks.Contains(protocol.Value))
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.InvalidValue,
                        protocol.Span,
                        $"a provider of kind `{kind.Name}` cannot be asked in the protocol `{protocol.Value}`",
                        $"it can be asked in: {string.Join(", ", kind.Speaks)}");
                }
                else if (!seen.Add(protocol.Value))
                {
                    context.Diagnostics.Error(DiagnosticCodes.InvalidValue, protocol.Span, $"`speaks` names `{protocol.Value}` twice");
                }
            }
        }
    }
}
