using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>An admin listener that is off has no address; one of the two would be ignored.</summary>
internal sealed class AdminIsOnOrOff : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        if (config.Admin is { Off.Value: true, Listen: { } listen })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.DuplicateOption, listen.Span, "the admin listener is off, and has an address; keep one of the two");
        }
    }
}
