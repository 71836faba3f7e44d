using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary>How a certificate is got from an authority (RFC 8555).</summary>
public sealed record AcmeConfig
{
    public Setting<bool>? Enabled { get; init; }

    public IReadOnlyList<Setting<string>> Domains { get; init; } = [];

    public Setting<string>? Email { get; init; }

    public Setting<string>? DirectoryUrl { get; init; }

    public Setting<AcmeChallenge>? Challenge { get; init; }

    public Setting<ListenAddress>? HttpChallengeListen { get; init; }

    public Setting<string>? StorageDirectory { get; init; }

    public Setting<bool>? TermsAgreed { get; init; }

    public DnsProviderConfig? Dns { get; init; }

    /// <summary>A program that sets the DNS record.</summary>
    public Setting<string>? DnsHookSet { get; init; }

    /// <summary>A program that takes it away again.</summary>
    public Setting<string>? DnsHookCleanup { get; init; }

    public Setting<TimeSpan>? DnsPropagationDelay { get; init; }
}
