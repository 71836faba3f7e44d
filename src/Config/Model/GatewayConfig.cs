using FerroGate.Config.Model.Ai;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>
/// Everything that a config file says, as it was written. What is <c>null</c> was not said; defaults come later, in the
/// snapshot.
/// </summary>
public sealed record GatewayConfig
{
    private const int DefaultPlainPort = 80;
    private const int DefaultTlsPort = 443;

    public AdminConfig Admin { get; init; } = new();

    public TelemetryConfig Telemetry { get; init; } = new();

    public ReliabilityConfig Reliability { get; init; } = new();

    public DataConfig Data { get; init; } = new();

    /// <summary><c>debug</c>: log at debug level.</summary>
    public Setting<bool>? Debug { get; init; }

    /// <summary><c>auth off</c>: the AI paths serve everybody.</summary>
    public Setting<bool>? AuthOff { get; init; }

    /// <summary>The port of sites that say <c>http://</c> and no port; the default is 80.</summary>
    public Setting<int>? HttpPort { get; init; }

    /// <summary>The port of sites that say neither; the default is 443.</summary>
    public Setting<int>? HttpsPort { get; init; }

    /// <summary>The port of plain HTTP.</summary>
    public int PlainPort => HttpPort?.Value ?? DefaultPlainPort;

    /// <summary>The port of HTTPS.</summary>
    public int TlsPort => HttpsPort?.Value ?? DefaultTlsPort;

    /// <summary>The interfaces of sites that say no <c>bind</c>.</summary>
    public IReadOnlyList<Setting<string>> DefaultBinds { get; init; } = [];

    public Setting<AutoHttps>? AutoHttps { get; init; }

    /// <summary>The address that certificate authorities write to.</summary>
    public Setting<string>? Email { get; init; }

    /// <summary>The directory of the certificate authority.</summary>
    public Setting<string>? AcmeCa { get; init; }

    /// <summary>The folder for certificates.</summary>
    public Setting<string>? CertificateStorage { get; init; }

    /// <summary><c>persist_config off</c>: a config that came by API is forgotten at the end.</summary>
    public Setting<bool>? PersistConfig { get; init; }

    /// <summary>The gateway's own certificate authority is not made known to the system.</summary>
    public Setting<bool>? SkipInstallTrust { get; init; }

    public IReadOnlyList<OrderConfig> Order { get; init; } = [];

    public IReadOnlyList<ServerConfig> Servers { get; init; } = [];

    /// <summary>What the gateway says of itself.</summary>
    public IReadOnlyList<LogConfig> Logs { get; init; } = [];

    /// <summary>
    /// What all <c>ai_gateway</c> blocks define together. Providers, models and keys belong to the gateway, not to a site.
    /// </summary>
    public AiConfig Ai { get; init; } = new();

    public IReadOnlyList<SiteConfig> Sites { get; init; } = [];

    /// <summary>An address of a site is served over TLS.</summary>
    public bool IsTls(SiteConfig site, SiteAddress address) =>
        address.AsksForTls(this) || (site.Tls is not null && address.Scheme is null && address.PortIn(this) != PlainPort);

    /// <summary>Plain HTTP for an address of a site, on the port for that, leads to it.</summary>
    public bool IsRedirectedTo(SiteConfig site, SiteAddress address) =>
        IsTls(site, address) && address is { Host.Length: > 0, Port: not 0 }
        && AutoHttps is not { Value: Model.Servers.AutoHttps.Off or Model.Servers.AutoHttps.DisableRedirects };

    /// <summary>The interfaces that a site listens on; empty is every one.</summary>
    public IReadOnlyList<Setting<string>> BindsOf(SiteConfig site) => site.Binds.Count > 0 ? site.Binds : DefaultBinds;
}
