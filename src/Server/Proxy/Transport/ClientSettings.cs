namespace FerroGate.Server.Proxy.Transport;

/// <summary>What a pool of connections is made with. Two that are equal share one, also across reloads.</summary>
internal sealed record ClientSettings
{
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan TlsTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ExpectContinueTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long an idle connection is kept.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a quiet connection is probed.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>All header lines of an answer together, in bytes.</summary>
    public long MaxResponseHeader { get; init; } = 1024 * 1024;

    public int MaxConnections { get; init; } = int.MaxValue;

    /// <summary>DNS servers, divided by commas; empty for those of the system.</summary>
    public string Resolvers { get; init; } = "";

    public UpstreamTls Tls { get; init; } = new();
}
