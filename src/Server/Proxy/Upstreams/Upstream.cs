using FerroGate.Server.Proxy.Health;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>A server that requests can go to.</summary>
internal sealed class Upstream
{
    /// <summary>Host and port, or the path of a socket: how logs, placeholders and cookies call it.</summary>
    public required string Address { get; init; }

    /// <summary>What comes before the path of a request: <c>http://127.0.0.1:9000</c>.</summary>
    public required string Prefix { get; init; }

    public required bool IsTls { get; init; }

    /// <summary>HTTP/2 in plain text.</summary>
    public required bool IsH2c { get; init; }

    /// <summary>What moves; shared by all who send to the same address, and kept through reloads.</summary>
    public required UpstreamState State { get; init; }

    /// <summary>What the questions about its health have found; <c>null</c> where none are asked.</summary>
    public ActiveHealth? Health { get; init; }

    /// <summary>How much of the traffic it gets beside others, where that is said.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>The same as <see cref="Address"/>, in two: what is before the port, and the port.</summary>
    public (string Host, string Port) HostAndPort =>
        Address.LastIndexOf(':') is var colon and >= 0 && !Address.StartsWith('/')
            ? (Address[..colon].Trim('[', ']'), Address[(colon + 1)..])
            : (Address, "");

    public override string ToString() => Address;
}
