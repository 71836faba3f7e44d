using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A config without a site serves nothing: allowed, but hardly meant.</summary>
internal sealed class ThereIsASite : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        if (config.Sites.Count == 0 && context.Diagnostics.ErrorCount == 0)
        {
            context.Diagnostics.Warning(
                DiagnosticCodes.NoSite, null, "this config has no site; nothing is served", "write one: `:8080 { … }`");
        }
    }
}
