using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary><c>transport http</c>: how connections to upstreams are made and used.</summary>
public sealed record HttpTransportConfig
{
    /// <summary>Always <c>http</c>.</summary>
    public Setting<string>? Protocol { get; init; }

    public UpstreamTlsConfig Tls { get; init; } = UpstreamTlsConfig.Default;

    /// <summary>Until a connection is there.</summary>
    public Setting<TimeSpan>? DialTimeout { get; init; }

    /// <summary>From the end of the request to the header of the answer.</summary>
    public Setting<TimeSpan>? ResponseHeaderTimeout { get; init; }

    /// <summary>How long an upstream may think about <c>Expect: 100-continue</c>.</summary>
    public Setting<TimeSpan>? ExpectContinueTimeout { get; init; }

    /// <summary>How long an upstream may send nothing.</summary>
    public Setting<TimeSpan>? ReadTimeout { get; init; }

    /// <summary>How long an upstream may take nothing.</summary>
    public Setting<TimeSpan>? WriteTimeout { get; init; }

    /// <summary>How long an idle connection is kept; zero is <c>keepalive off</c>.</summary>
    public Setting<TimeSpan>? KeepAlive { get; init; }

    /// <summary>How often an idle connection is probed.</summary>
    public Setting<TimeSpan>? KeepAliveInterval { get; init; }

    public Setting<long>? MaxResponseHeader { get; init; }

    public Setting<int>? MaxConnectionsPerHost { get; init; }

    /// <summary><c>1.1</c>, <c>2</c>, <c>h2c</c>.</summary>
    public IReadOnlyList<Setting<string>> Versions { get; init; } = [];

    /// <summary><c>compression off</c>: nothing is compressed that the client did not ask for. It never is.</summary>
    public Setting<bool>? CompressionOff { get; init; }

    /// <summary>DNS servers in place of those of the system.</summary>
    public IReadOnlyList<Setting<string>> Resolvers { get; init; } = [];
}
