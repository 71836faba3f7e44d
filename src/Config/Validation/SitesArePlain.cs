using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Validation;

/// <summary>
/// A site that Caddy would get a certificate for is not served in plain text without its writer's word: it says
/// <c>http://</c>, or gives a certificate.
/// </summary>
internal sealed class SitesArePlain : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var site in config.Sites)
        {
            foreach (var address in site.Addresses)
            {
                if (Contradicts(address.Value, config))
                {
                    context.Diagnostics.Error(
                        DiagnosticCodes.InvalidAddress,
                        address.Span,
                        $"`{SiteAddressText.Write(address.Value)}` has the scheme of one protocol and the port of the other",
                        "leave out the port or the scheme");
                }
                else if (site.Tls is null && address.Value.AsksForTls(config))
                {
                    var reason = config.AutoHttps is { Value: AutoHttps.Off }
                        ? "`auto_https off` leaves it without a certificate"
                        : "automatic HTTPS is not supported yet";
                    context.Diagnostics.NotSupported(
                        address.Span,
                        $"`{SiteAddressText.Write(address.Value)}` asks for HTTPS, which",
                        $"{reason}; write `{SiteAddressText.Write(Plain(address.Value, config))}`, or give a certificate: `tls CERT KEY`");
                }
            }
        }
    }

    private static bool Contradicts(SiteAddress address, GatewayConfig config) => address switch
    {
        { Scheme: SiteScheme.Http, Port: { } port } => port == config.TlsPort,
        { Scheme: SiteScheme.Https, Port: { } port } => port == config.PlainPort,
        _ => false,
    };

    private static SiteAddress Plain(SiteAddress address, GatewayConfig config) => address with
    {
        Scheme = SiteScheme.Http,
        Port = address.Port == config.TlsPort ? null : address.Port,
    };
}
