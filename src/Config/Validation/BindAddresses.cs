using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Validation;

/// <summary>A site binds to addresses of this machine, each once.</summary>
internal sealed class BindAddresses : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var site in config.Sites)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var bind in site.Binds)
            {
                if (!ListenAddressText.IsInterface(bind.Value))
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.InvalidAddress,
                        bind.Span,
                        $"`bind` wants IP addresses or localhost, and `{bind.Value}` is neither",
                        "the port stands in the address of the site");
                }
                else if (!seen.Add(bind.Value))
                {
                    context.Diagnostics.Error(DiagnosticCodes.DuplicateAddress, bind.Span, $"`bind` names {bind.Value} twice");
                }
            }
        }
    }
}
