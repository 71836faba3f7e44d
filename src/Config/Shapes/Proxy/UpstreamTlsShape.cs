using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>The options of <c>transport http</c> that begin with <c>tls</c>.</summary>
internal static class UpstreamTlsShape
{
    public static Shape<UpstreamTlsConfig> Shape { get; } = new Shape<UpstreamTlsConfig>()
        .Switch("tls", tls => tls.On, (tls, on) => tls with { On = on }, "TLS, also where no upstream is written with `https://`.")
        .Value("tls_server_name", Forms.Template.Such("host name", "internal.example.com"), tls => tls.ServerName,
            (tls, name) => tls with { ServerName = name }, "The name that is asked for and that the certificate must have.", fallback: "that of the upstream")
        .Switch("tls_insecure_skip_verify", tls => tls.InsecureSkipVerify, (tls, on) => tls with { InsecureSkipVerify = on },
            "Any certificate will do. Whoever is between can read and change everything.")
        .List("tls_trusted_ca_certs", Forms.Text.Such("file", "/etc/ssl/internal.pem"), tls => tls.TrustedAuthorities,
            (tls, files) => tls with { TrustedAuthorities = files }, "Files (PEM) with the authorities that are believed.", fallback: "those of the system")
        .List("tls_client_auth", Forms.Text.Such("file", "/etc/ssl/client.pem"), tls => tls.ClientAuth,
            (tls, files) => tls with { ClientAuth = files }, "Two files (PEM): the certificate that is shown to upstreams, and its key.")
        .List("tls_except_ports", Forms.Int(1, 65535), tls => tls.ExceptPorts, (tls, ports) => tls with { ExceptPorts = ports },
            "Ports that are spoken to in plain text all the same.")
        .Value("tls_timeout", Forms.Duration, tls => tls.Timeout, (tls, time) => tls with { Timeout = time },
            "Until both sides have agreed.", fallback: "10s")
        .Value("tls_renegotiation", Forms.Word("never"), tls => tls.Renegotiation, (tls, word) => tls with { Renegotiation = word },
            "An upstream may not ask to begin again.", fallback: "never")
        .Refuse("tls_trust_pool", "write `tls_trusted_ca_certs FILE`")
        .Refuse("tls_curves", "the curves are those of the system");
}
