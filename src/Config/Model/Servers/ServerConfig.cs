using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary><c>servers</c>: how connections are served.</summary>
public sealed record ServerConfig(SourceSpan Span)
{
    /// <summary>The listener; <c>null</c> is every one.</summary>
    public Setting<ListenAddress>? Listener { get; init; }

    public ServerTimeoutsConfig? Timeouts { get; init; }

    /// <summary>Proxies whose word about the client counts: address ranges, or <c>private_ranges</c>.</summary>
    public IReadOnlyList<Setting<string>> TrustedProxies { get; init; } = [];

    /// <summary>Where they say it; the default is <c>X-Forwarded-For</c>.</summary>
    public IReadOnlyList<Setting<string>> ClientIpHeaders { get; init; } = [];

    /// <summary><c>trusted_proxies_strict</c>: that word is read from its end. It always is.</summary>
    public Setting<bool>? TrustedProxiesStrict { get; init; }

    /// <summary><c>h1</c>, <c>h2</c>, <c>h2c</c>, <c>h3</c>.</summary>
    public IReadOnlyList<Setting<string>> Protocols { get; init; } = [];

    /// <summary>All header lines of a request together, in bytes.</summary>
    public Setting<long>? MaxHeaderSize { get; init; }

    /// <summary>How often an idle connection is probed.</summary>
    public Setting<TimeSpan>? KeepAliveInterval { get; init; }
}
