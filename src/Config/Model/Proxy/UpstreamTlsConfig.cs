using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary>TLS between the gateway and its upstreams.</summary>
public sealed record UpstreamTlsConfig
{
    public static UpstreamTlsConfig Default { get; } = new();

    /// <summary>TLS without an <c>https://</c> before the upstreams.</summary>
    public Setting<bool>? On { get; init; }

    /// <summary>The name that is asked for and that the certificate must have, in place of the upstream's.</summary>
    public Setting<Template>? ServerName { get; init; }

    /// <summary>No certificate is checked.</summary>
    public Setting<bool>? InsecureSkipVerify { get; init; }

    /// <summary>Files (PEM) with the authorities that are believed, in place of those of the system.</summary>
    public IReadOnlyList<Setting<string>> TrustedAuthorities { get; init; } = [];

    /// <summary>The gateway's own certificate and its key: two files (PEM).</summary>
    public IReadOnlyList<Setting<string>> ClientAuth { get; init; } = [];

    /// <summary>Ports that are spoken to without TLS all the same.</summary>
    public IReadOnlyList<Setting<int>> ExceptPorts { get; init; } = [];

    /// <summary>Until both sides have agreed.</summary>
    public Setting<TimeSpan>? Timeout { get; init; }

    /// <summary><c>never</c>: the upstream may not ask to begin again.</summary>
    public Setting<string>? Renegotiation { get; init; }
}
