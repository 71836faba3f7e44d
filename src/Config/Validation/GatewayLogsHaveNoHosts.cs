using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>What the gateway says of itself belongs to no host.</summary>
internal sealed class GatewayLogsHaveNoHosts : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var host in config.Logs.SelectMany(log => log.Hostnames))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MisplacedDirective, host.Span, "a log among the global options is for no host", "write `hostnames` in a `log` of a site");
        }
    }
}
