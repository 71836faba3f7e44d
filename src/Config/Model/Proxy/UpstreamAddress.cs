namespace FerroGate.Config.Model.Proxy;

/// <summary>Where a reverse proxy sends requests: a host with one port or several, or a socket in the file system; never a path.</summary>
public sealed record UpstreamAddress
{
    /// <summary><c>null</c> where it was not written: what <c>transport</c> says, and TLS for port 443.</summary>
    public UpstreamScheme? Scheme { get; init; }

    /// <summary>A name or an address without brackets; empty where <see cref="SocketPath"/> or <see cref="Dial"/> says where.</summary>
    public string Host { get; init; } = "";

    /// <summary>The port, or the first of a range; 0 where there is none.</summary>
    public int Port { get; init; }

    /// <summary>The last port of a range such as <c>8001-8004</c>; each is an upstream of its own.</summary>
    public int? LastPort { get; init; }

    /// <summary>The path of a Unix socket.</summary>
    public string? SocketPath { get; init; }

    /// <summary>Host and port with placeholders, which each request fills.</summary>
    public Template? Dial { get; init; }

    public static UpstreamAddress Of(UpstreamScheme? scheme, string host, int port) => new() { Scheme = scheme, Host = host, Port = port };
}
