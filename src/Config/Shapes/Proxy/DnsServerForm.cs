using FerroGate.Config.Options;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>The address of a DNS server; its port is 53 where it has none.</summary>
internal static class DnsServerForm
{
    public static ValueForm<string> Value { get; } = Forms.TextThat(
        "DNS server",
        text => PortText.TrySplit(text, out var host, out var port)
            && HostText.IsAddress(host)
            && (port is null || (PortText.TryParse(port, out var number) && number > 0)),
        "takes IP addresses, each perhaps with a port",
        DiagnosticCodes.InvalidAddress,
        "10.0.0.53",
        "127.0.0.1:5353",
        "[::1]:53");
}
