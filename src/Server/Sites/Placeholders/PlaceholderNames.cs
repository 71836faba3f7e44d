using System.Collections.Frozen;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>The short names of Caddyfiles, and the long ones that they stand for.</summary>
internal static class PlaceholderNames
{
    private static readonly FrozenDictionary<string, string> Long = new Dictionary<string, string>
    {
        ["client_ip"] = "http.vars.client_ip",
        ["dir"] = "http.request.uri.path.dir",
        ["file"] = "http.request.uri.path.file",
        ["file.base"] = "http.request.uri.path.file.base",
        ["file.ext"] = "http.request.uri.path.file.ext",
        ["host"] = "http.request.host",
        ["hostport"] = "http.request.hostport",
        ["method"] = "http.request.method",
        ["path"] = "http.request.uri.path",
        ["port"] = "http.request.port",
        ["query"] = "http.request.uri.query",
        ["remote"] = "http.request.remote",
        ["remote_host"] = "http.request.remote.host",
        ["remote_port"] = "http.request.remote.port",
        ["scheme"] = "http.request.scheme",
        ["tls_cipher"] = "http.request.tls.cipher_suite",
        ["tls_client_certificate_der_base64"] = "http.request.tls.client.certificate_der_base64",
        ["tls_client_certificate_pem"] = "http.request.tls.client.certificate_pem",
        ["tls_client_fingerprint"] = "http.request.tls.client.fingerprint",
        ["tls_client_issuer"] = "http.request.tls.client.issuer",
        ["tls_client_serial"] = "http.request.tls.client.serial",
        ["tls_client_subject"] = "http.request.tls.client.subject",
        ["tls_version"] = "http.request.tls.version",
        ["upstream_hostport"] = "http.reverse_proxy.upstream.hostport",
        ["uri"] = "http.request.uri",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Short, string Long)[] Families =
    [
        ("cookie.", "http.request.cookie."),
        ("err.", "http.error."),
        ("file_match.", "http.matchers.file."),
        ("header.", "http.request.header."),
        ("labels.", "http.request.host.labels."),
        ("path.", "http.request.uri.path."),
        ("query.", "http.request.uri.query."),
        ("re.", "http.regexp."),
        ("rp.header.", "http.reverse_proxy.header."),
        ("rp.", "http.reverse_proxy."),
        ("vars.", "http.vars."),
    ];

    public static IEnumerable<string> Short => Long.Keys;

    public static IEnumerable<(string Short, string Long)> ShortFamilies => Families;

    /// <summary>The long name of what may be a short one.</summary>
    public static string Lengthen(string name)
    {
        if (Long.TryGetValue(name, out var full))
            return full;

        foreach (var (shorter, longer) in Families)
        {
            if (name.StartsWith(shorter, StringComparison.Ordinal))
                return string.Concat(longer, name.AsSpan(shorter.Length));
        }

        return name;
    }
}
