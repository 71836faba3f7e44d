using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Validation;

/// <summary>A site binds to addresses of this machine, each once.</summary>
internal sealed class BindAddresses : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        Check("default_bind", config.DefaultBinds, context.Diagnostics);
        foreach (var site in config.Sites)
            Check("bind", site.Binds, context.Diagnostics);
    }

    private static void Check(string option, IReadOnlyList<Setting<string>> binds, DiagnosticBag diagnostics)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var bind in binds)
        {
            if (!ListenAddressText.IsInterface(bind.Value))
            {
                diagnostics.Error(
                    DiagnosticCodes.InvalidAddress,
                    bind.Span,
                    $"`{option}` wants IP addresses or localhost, and `{bind.Value}` is neither",
                    "the port stands in the address of the site");
            }
            else if (!seen.Add(bind.Value))
            {
                diagnostics.Error(DiagnosticCodes.DuplicateAddress, bind.Span, $"`{option}` names {bind.Value} twice");
            }
        }
    }
}
