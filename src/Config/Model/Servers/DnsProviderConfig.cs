using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary>Who sets DNS records.</summary>
public sealed record DnsProviderConfig
{
    public Setting<string>? Name { get; init; }

    /// <summary>What the provider wants to know; any of it may be a secret.</summary>
    public IReadOnlyList<DnsSettingConfig> Settings { get; init; } = [];
}
