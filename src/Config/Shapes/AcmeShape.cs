using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>How a certificate is got from an authority (RFC 8555).</summary>
internal static class AcmeShape
{
    /// <summary><c>[tls.acme]</c>.</summary>
    public static Shape<AcmeConfig> Table { get; } = new Shape<AcmeConfig>()
        .Value("enabled", Forms.Flag, acme => acme.Enabled, (acme, on) => acme with { Enabled = on },
            "Whether certificates are got.", fallback: "false")
        .List("domains", Domain, acme => acme.Domains, (acme, names) => acme with { Domains = names }, "The names on the certificate.")
        .Value("email", Email, acme => acme.Email, (acme, email) => acme with { Email = email },
            "The address that the authority writes to.")
        .Value("directory_url", UrlForm.Https, acme => acme.DirectoryUrl, (acme, url) => acme with { DirectoryUrl = url },
            "The authority's directory.", fallback: "https://acme-v02.api.letsencrypt.org/directory")
        .Value("challenge", Challenge, acme => acme.Challenge, (acme, challenge) => acme with { Challenge = challenge },
            "How control of the names is shown.", fallback: "dns-01")
        .Value("http_challenge_listen", Forms.ListenAddress, acme => acme.HttpChallengeListen,
            (acme, address) => acme with { HttpChallengeListen = address }, "Where the authority asks, with `http-01`.",
            fallback: "0.0.0.0:80")
        .Value("storage_dir", Folder, acme => acme.StorageDirectory, (acme, path) => acme with { StorageDirectory = path },
            "Where accounts and certificates are kept.", fallback: ".ferrogate/acme")
        .Value("terms_agreed", Forms.Flag, acme => acme.TermsAgreed, (acme, agreed) => acme with { TermsAgreed = agreed },
            "The authority's terms are accepted.", fallback: "false")
        .Value("dns_provider", Forms.Text.Such("name", "cloudflare"), acme => acme.Dns?.Name,
            (acme, name) => acme with { Dns = (acme.Dns ?? new()) with { Name = name } }, "Who sets DNS records.")
        .Block("dns_config", () => DnsSettings, acme => acme.Dns is { Settings.Count: > 0 } dns ? dns : null,
            (acme, dns) => dns.Settings.Count == 0 ? acme : acme with { Dns = (acme.Dns ?? new()) with { Settings = dns.Settings } }, _ => new DnsProviderConfig(),
            "What the DNS provider wants to know.")
        .Value("dns_hook_set", Program, acme => acme.DnsHookSet, (acme, path) => acme with { DnsHookSet = path },
            "A program that sets the DNS record.")
        .Value("dns_hook_cleanup", Program, acme => acme.DnsHookCleanup, (acme, path) => acme with { DnsHookCleanup = path },
            "A program that takes it away again.")
        .Value("dns_propagation_delay_secs", Forms.Seconds, acme => acme.DnsPropagationDelay,
            (acme, time) => acme with { DnsPropagationDelay = time }, "How long a DNS record takes to be seen.", fallback: "30");

    /// <summary>The same as lines of a Caddyfile's <c>tls</c> block.</summary>
    public static Shape<AcmeConfig> Lines { get; } = new Shape<AcmeConfig>()
        .Value("acme", Forms.Flag, acme => acme.Enabled, (acme, on) => acme with { Enabled = on }, "Whether certificates are got.")
        .List("domains", Domain, acme => acme.Domains, (acme, names) => acme with { Domains = names }, "The names on the certificate.")
        .Value("email", Email, acme => acme.Email, (acme, email) => acme with { Email = email },
            "The address that the authority writes to.")
        .Value("ca", UrlForm.Https, acme => acme.DirectoryUrl, (acme, url) => acme with { DirectoryUrl = url },
            "The authority's directory.")
        .Value("dir", UrlForm.Https, acme => acme.DirectoryUrl, (acme, url) => acme with { DirectoryUrl = url },
            "The same as `ca`.", alias: true)
        .Value("directory_url", UrlForm.Https, acme => acme.DirectoryUrl, (acme, url) => acme with { DirectoryUrl = url },
            "The same as `ca`.", alias: true)
        .Value("challenge", Challenge, acme => acme.Challenge, (acme, challenge) => acme with { Challenge = challenge },
            "How control of the names is shown.")
        .Value("http_challenge_listen", Forms.ListenAddress, acme => acme.HttpChallengeListen,
            (acme, address) => acme with { HttpChallengeListen = address }, "Where the authority asks, with `http-01`.")
        .Value("storage", Folder, acme => acme.StorageDirectory, (acme, path) => acme with { StorageDirectory = path },
            "Where accounts and certificates are kept.")
        .Value("terms_agreed", Forms.Flag, acme => acme.TermsAgreed, (acme, agreed) => acme with { TermsAgreed = agreed },
            "The authority's terms are accepted.", fallback: "true")
        .Block("dns", () => Dns, acme => acme.Dns, (acme, dns) => acme with { Dns = dns }, _ => new DnsProviderConfig(),
            "Who sets DNS records, and what that provider wants to know.")
        .Value("dns_hook_set", Program, acme => acme.DnsHookSet, (acme, path) => acme with { DnsHookSet = path },
            "A program that sets the DNS record.")
        .Value("dns_hook_cleanup", Program, acme => acme.DnsHookCleanup, (acme, path) => acme with { DnsHookCleanup = path },
            "A program that takes it away again.")
        .Value("propagation_delay", Forms.Duration, acme => acme.DnsPropagationDelay,
            (acme, time) => acme with { DnsPropagationDelay = time }, "How long a DNS record takes to be seen.");

    /// <summary><c>issuer acme { … }</c>.</summary>
    public static Shape<AcmeConfig> Issuer { get; } = new Shape<AcmeConfig>(Arguments.InOrder("module"))
        .Value("module", Forms.Word("acme"), _ => null, (acme, _) => acme, "The kind of authority.", OptionPlace.Line, required: true)
        .Value("email", Email, acme => acme.Email, (acme, email) => acme with { Email = email },
            "The address that the authority writes to.")
        .Value("ca", UrlForm.Https, acme => acme.DirectoryUrl, (acme, url) => acme with { DirectoryUrl = url },
            "The authority's directory.")
        .Value("dir", UrlForm.Https, acme => acme.DirectoryUrl, (acme, url) => acme with { DirectoryUrl = url }, "The same as `ca`.");

    private static Shape<DnsProviderConfig> Dns => field ??= new Shape<DnsProviderConfig>(Arguments.InOrder("provider"))
        .Value("provider", Forms.Text.Such("name", "cloudflare"), dns => dns.Name, (dns, name) => dns with { Name = name },
            "Who sets DNS records.", OptionPlace.Line)
        .Part(dns => dns, (_, dns) => dns, DnsSettings);

    private static Shape<DnsProviderConfig> DnsSettings => field ??= new Shape<DnsProviderConfig>().Add(new DnsSettingsOption());

    private static ValueForm<string> Domain => Forms.Text.Such("host name", "api.example.com");

    private static ValueForm<string> Folder => Forms.Text.Such("folder", "/var/lib/ferrogate/acme");

    private static ValueForm<string> Program => Forms.Text.Such("file", "/usr/local/bin/dns-hook");

    private static ValueForm<string> Email => EmailForm.Value;

    private static ValueForm<AcmeChallenge> Challenge =>
        Forms.Choice(("http-01", AcmeChallenge.Http01), ("dns-01", AcmeChallenge.Dns01));
}
