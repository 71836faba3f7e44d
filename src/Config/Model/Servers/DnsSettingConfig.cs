using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary>A setting of a DNS provider.</summary>
public sealed record DnsSettingConfig
{
    public Setting<string>? Name { get; init; }

    public Setting<SecretConfig>? Value { get; init; }
}
