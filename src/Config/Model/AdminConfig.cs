using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>The listener for those who operate the gateway.</summary>
public sealed record AdminConfig
{
    /// <summary>Host and port; the default is <c>127.0.0.1:2019</c>.</summary>
    public Setting<ListenAddress>? Listen { get; init; }

    /// <summary><c>admin off</c>.</summary>
    public Setting<bool>? Off { get; init; }

    /// <summary><c>admin_on_data_listener</c>: sites with an <c>ai_gateway</c> serve the admin API too.</summary>
    public Setting<bool>? OnDataListener { get; init; }

    /// <summary><c>allow_private_urls</c>: URLs that come by API may be those of private addresses, and without TLS.</summary>
    public Setting<bool>? AllowPrivateUrls { get; init; }
}
