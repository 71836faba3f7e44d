using FerroGate.Config.Model.Servers;
using FerroGate.Core.Addresses;

namespace FerroGate.Server.Connections;

/// <summary><c>servers</c>: how the connections of a listener are served, with every default filled in.</summary>
internal sealed class ServerSettings(ServerConfig config)
{
    private const string ForwardedFor = "X-Forwarded-For";

    /// <summary>Those of a listener that the config says nothing of.</summary>
    public static ServerSettings Default { get; } = new(new ServerConfig(default));

    /// <summary>Proxies whose word about the client counts.</summary>
    public AddressRanges TrustedProxies { get; } = new([.. config.TrustedProxies.Select(range => range.Value)]);

    /// <summary>Where they say it.</summary>
    public IReadOnlyList<string> ClientIpHeaders { get; } =
        config.ClientIpHeaders.Count > 0 ? [.. config.ClientIpHeaders.Select(name => name.Value)] : [ForwardedFor];

    /// <summary>How long a request's body may take; <c>null</c> for ever.</summary>
    public TimeSpan? ReadBody { get; } = config.Timeouts?.ReadBody?.Value;

    /// <summary>How long an answer may take; <c>null</c> for ever.</summary>
    public TimeSpan? Write { get; } = config.Timeouts?.Write?.Value;

    /// <summary>How long a request's header may take.</summary>
    public TimeSpan ReadHeader { get; } = config.Timeouts?.ReadHeader?.Value ?? TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may rest between two requests.</summary>
    public TimeSpan Idle { get; } = config.Timeouts?.Idle?.Value ?? TimeSpan.FromSeconds(130);

    /// <summary>HTTP/2 is spoken over TLS.</summary>
    public bool SpeaksHttp2 { get; } = config.Protocols.Count == 0 || config.Protocols.Any(protocol => protocol.Value == "h2");

    /// <summary>HTTP/2 is spoken without TLS by those who begin with it.</summary>
    public bool SpeaksHttp2Cleartext { get; } = config.Protocols.Any(protocol => protocol.Value == "h2c");

    /// <summary>All header lines of a request together, in bytes.</summary>
    public int MaxHeaderSize { get; } = (int)(config.MaxHeaderSize?.Value ?? 32 * 1024);

    /// <summary>How often a connection is probed that is silent.</summary>
    public TimeSpan KeepAliveInterval { get; } = config.KeepAliveInterval?.Value ?? TimeSpan.FromSeconds(15);
}
