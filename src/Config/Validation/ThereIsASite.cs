using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A config without a site serves nothing: allowed where it says that it is for the admin side, else hardly meant.</summary>
internal sealed class ThereIsASite : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        if (config.Sites.Count > 0 || context.Diagnostics.ErrorCount > 0)
            return;

        const string message = "this config has no site; nothing is served";
        const string hint = "write one: `:8080 { … }`";
        if (config.Admin.Listen is null || config.Admin.Off is { Value: true })
            context.Diagnostics.Error(DiagnosticCodes.NoSite, null, message, hint);
        else
            context.Diagnostics.Warning(DiagnosticCodes.NoSite, null, message, hint);
    }
}
