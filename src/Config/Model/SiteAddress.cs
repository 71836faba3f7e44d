using FerroGate.Config.Model.Servers;

namespace FerroGate.Config.Model;

/// <summary>An address that a site answers at, as it was written.</summary>
/// <param name="Scheme"><c>null</c> where none was written.</param>
/// <param name="Host">The host name to match, in lower case; <c>*</c> stands for a label. Empty is every name.</param>
/// <param name="Port">The port to listen on; 0 lets the system choose, <c>null</c> where none was written.</param>
/// <param name="Path">The path to match, with <c>*</c> for any text; empty is every path.</param>
public sealed record SiteAddress(SiteScheme? Scheme, string Host, int? Port, string Path)
{
    /// <summary>Plain HTTP on a port, for every host and path.</summary>
    public static SiteAddress OfPort(int port) => new(SiteScheme.Http, "", port, "");

    /// <summary>The port that it listens on.</summary>
    public int PortIn(GatewayConfig config) => Port ?? (Scheme == SiteScheme.Http ? config.PlainPort : config.TlsPort);

    /// <summary>Whether Caddy would serve it over HTTPS, if nothing but the address is asked.</summary>
    public bool AsksForTls(GatewayConfig config)
    {
        if (Scheme is { } scheme)
            return scheme == SiteScheme.Https;

        // A name means TLS whatever `auto_https` says, which only gets no certificate for it then. Without a name none can be
        // got, and a port that is not that of HTTPS is meant for plain HTTP.
        return Host.Length > 0
            ? PortIn(config) != config.PlainPort
            : PortIn(config) == config.TlsPort && config.AutoHttps is not { Value: AutoHttps.Off };
    }
}
