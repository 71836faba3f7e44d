using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>tls</c>: the certificate of a site, or how one is got.</summary>
public sealed record TlsConfig(SourceSpan Span)
{
    /// <summary>A PEM file with the certificate and its chain.</summary>
    public Setting<string>? Certificate { get; init; }

    /// <summary>A PEM file with its private key.</summary>
    public Setting<string>? Key { get; init; }

    /// <summary><c>tls internal</c>: a certificate of the gateway's own authority.</summary>
    public Setting<bool>? Internal { get; init; }

    /// <summary>Least and most: <c>tls1.2</c>, <c>tls1.3</c>.</summary>
    public IReadOnlyList<Setting<string>> Protocols { get; init; } = [];

    /// <summary>HTTP/2 on the TLS listener.</summary>
    public Setting<bool>? Http2 { get; init; }

    public AcmeConfig? Acme { get; init; }
}
