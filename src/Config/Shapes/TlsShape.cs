using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary><c>tls</c>: the certificate of a site, or how one is got.</summary>
internal static class TlsShape
{
    public static Shape<TlsConfig> Shape { get; } = new Shape<TlsConfig>(Arguments.Of("[<cert> <key>]|internal|<email>", Split, Join))
    {
        Check = Check,
    }
        .Switch("internal", tls => tls.Internal, (tls, on) => tls with { Internal = on },
            "A certificate of the gateway's own authority.", OptionPlace.Line)
        .Value("cert_path", Forms.Text.Such("file", "/etc/ferrogate/fullchain.pem"), tls => tls.Certificate,
            (tls, path) => tls with { Certificate = path }, "A PEM file with the certificate and its chain.", OptionPlace.Line)
        .Value("key_path", Forms.Text.Such("file", "/etc/ferrogate/privkey.pem"), tls => tls.Key, (tls, path) => tls with { Key = path },
            "A PEM file with its private key.", OptionPlace.Line)
        .List("protocols", Forms.Word("tls1.2", "tls1.3"), tls => tls.Protocols, (tls, names) => tls with { Protocols = names },
            "The oldest version, and the newest.", fallback: "tls1.2 tls1.3")
        .Value("http2", Forms.Flag, tls => tls.Http2, (tls, on) => tls with { Http2 = on }, "Whether HTTP/2 is spoken over it.",
            fallback: "true")
        .Block("acme", () => AcmeShape.Table, tls => tls.Acme, (tls, acme) => acme == new AcmeConfig() ? tls : tls with { Acme = acme }, _ => new AcmeConfig(),
            "How a certificate is got from an authority.", OptionPlace.TomlOnly)
        .Block("issuer", () => AcmeShape.Issuer, tls => tls.Acme, (tls, acme) => tls with { Acme = acme }, _ => new AcmeConfig(),
            "The authority.", OptionPlace.CaddyfileOnly, alias: true)
        .Part(tls => tls.Acme ?? new AcmeConfig(), (tls, acme) => tls with { Acme = acme }, AcmeShape.Lines, OptionPlace.CaddyfileOnly)
        .Refuse("ciphers", "the system's choice of ciphers is used")
        .Refuse("curves")
        .Refuse("alpn", "write `http2 true` or `http2 false`")
        .Refuse("load")
        .Refuse("client_auth")
        .Refuse("on_demand")
        .Refuse("get_certificate")
        .Refuse("ca_root")
        .Refuse("key_type")
        .Refuse("eab")
        .Refuse("resolvers")
        .Refuse("insecure_secrets_log")
        .Refuse("dns_ttl")
        .Refuse("dns_challenge_override_domain");

    private static IEnumerable<OptionEntry> Split(OptionEntry line, ConfigContext context)
    {
        Arguments.RefuseWords(line, 2, context);
        switch (line.Values)
        {
            case [{ Text: "internal" } word]:
                return [new OptionEntry("internal", word.Span, [], EntryForm.Words)];
            case [var email] when email.Text.Contains('@', StringComparison.Ordinal):
                return [Arguments.Part(line, "email", email)];
            case [var certificate]:
                context.Diagnostics.Error(
                    DiagnosticCodes.MissingArgument,
                    certificate.Span,
                    "`tls` wants a certificate and its key, `internal`, or an email address",
                    "write `tls CERT KEY`");
                return [];
            case [var certificate, var key, ..]:
                return [Arguments.Part(line, "cert_path", certificate), Arguments.Part(line, "key_path", key)];
            default:
                return [];
        }
    }

    private static IEnumerable<OptionValue> Join(List<OptionEntry> entries)
    {
        if (Arguments.Take(entries, "internal") is not null)
            return [new OptionValue("internal", default, ValueKind.Word)];

        return Arguments.Take(entries, "cert_path") is { } certificate && Arguments.Take(entries, "key_path") is { } key
            ? [certificate.Values[0], key.Values[0]]
            : [];
    }

    public static void Check(TlsConfig tls, OptionEntry owner, ConfigContext context)
    {
        if (tls.Certificate is null != tls.Key is null)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.IncompleteOption,
                (tls.Certificate ?? tls.Key)!.Span,
                "a certificate and its key come together: give both `cert_path` and `key_path`");
        }

        var from = tls.Certificate ?? tls.Key;
        if (tls.Internal is { Value: true } own && (from is not null || HasAuthority(tls)))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.ConflictingOptions, own.Span, "a certificate of the gateway's own authority excludes every other");
        }
        else if (from is not null && HasAuthority(tls))
        {
            context.Diagnostics.Error(
                DiagnosticCodes.ConflictingOptions,
                from.Span,
                "a certificate from a file and one from an authority exclude each other");
        }
    }

    private static bool HasAuthority(TlsConfig tls) => tls.Acme is not null && tls.Acme != new AcmeConfig();
}
