using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary><c>[tls]</c>: it counts where it is switched on, or says where a certificate comes from.</summary>
internal sealed record ListenTls(SourceSpan Span)
{
    public Setting<bool>? Enabled { get; init; }

    public TlsConfig Config { get; init; } = new(Span);

    public bool IsOn => Enabled is { Value: true }
        || Config is { Certificate: not null } or { Key: not null } or { Internal.Value: true } or { Acme.Enabled.Value: true };
}
