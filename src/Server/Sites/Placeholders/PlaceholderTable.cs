using System.Collections.Frozen;
using System.Globalization;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Every placeholder by its long name, and every family of them by its beginning.</summary>
internal static class PlaceholderTable
{
    private static readonly FrozenDictionary<string, Func<PlaceholderSources, PlaceholderResolver>> Single =
        new Dictionary<string, Func<PlaceholderSources, PlaceholderResolver>>
        {
            ["http.auth.user.id"] = _ => static request => request.UserId,
            ["http.error"] = _ => static request => request.HandledError is { } error ? $"HTTP {error.Status}: {error.Message}".TrimEnd(':', ' ') : null,
            ["http.error.id"] = _ => static request => request.HandledError is null ? null : request.Facts.Identity.RequestId,
            ["http.error.message"] = _ => static request => request.HandledError?.Message,
            ["http.error.status_code"] = _ => static request => request.HandledError?.Status.ToString(CultureInfo.InvariantCulture),
            ["http.error.status_text"] = _ => static request => request.HandledError?.StatusText,
            ["http.matchers.file.absolute"] = _ => static request => request.File?.Absolute,
            ["http.matchers.file.relative"] = _ => static request => request.File?.Relative,
            ["http.matchers.file.remainder"] = _ => static request => request.File?.Remainder,
            ["http.matchers.file.type"] = _ => static request => request.File is { } file ? file.IsFolder ? "directory" : "file" : null,
            ["http.request.host"] = _ => RequestPlaceholders.Host,
            ["http.request.hostport"] = _ => static request => request.Request.Host.Value ?? "",
            ["http.request.method"] = _ => static request => request.Request.Method,
            ["http.request.orig_method"] = _ => static request => request.OriginalMethod,
            ["http.request.orig_uri"] = _ => static request => request.OriginalTarget.Uri,
            ["http.request.orig_uri.path"] = _ => static request => request.OriginalTarget.Path,
            ["http.request.orig_uri.path.dir"] = _ => static request => PathText.Folder(request.OriginalTarget.Path),
            ["http.request.orig_uri.path.file"] = _ => static request => PathText.File(request.OriginalTarget.Path),
            ["http.request.orig_uri.query"] = _ => static request => request.OriginalTarget.Query,
            ["http.request.port"] = _ => static request => request.Request.Host.Port?.ToString(CultureInfo.InvariantCulture) ?? "",

            // As Go writes it.
            ["http.request.proto"] = _ => static request => HttpProtocol.IsHttp2(request.Request.Protocol) ? "HTTP/2.0" : request.Request.Protocol,
            ["http.request.remote"] = _ => RequestPlaceholders.Remote,
            ["http.request.remote.host"] = _ => RequestPlaceholders.RemoteHost,
            ["http.request.remote.port"] = _ => static request => request.Http.Connection.RemotePort.ToString(CultureInfo.InvariantCulture),
            ["http.request.scheme"] = _ => static request => request.Request.Scheme,
            ["http.request.tls.cipher_suite"] = _ => TlsPlaceholders.Cipher,
            ["http.request.tls.client.certificate_der_base64"] = _ => TlsPlaceholders.Der,
            ["http.request.tls.client.certificate_pem"] = _ => TlsPlaceholders.Pem,
            ["http.request.tls.client.fingerprint"] = _ => TlsPlaceholders.Fingerprint,
            ["http.request.tls.client.issuer"] = _ => TlsPlaceholders.Issuer,
            ["http.request.tls.client.serial"] = _ => TlsPlaceholders.Serial,
            ["http.request.tls.client.subject"] = _ => TlsPlaceholders.Subject,
            ["http.request.tls.proto"] = _ => TlsPlaceholders.Protocol,
            ["http.request.tls.server_name"] = _ => TlsPlaceholders.ServerName,
            ["http.request.tls.version"] = _ => TlsPlaceholders.Version,
            ["http.intercept.status_code"] = _ => static request => request.Intercepted?.Status.ToString(CultureInfo.InvariantCulture),
            ["http.request.uri"] = _ => static request => request.Target.Uri,
            ["http.request.uri.path"] = _ => static request => request.Target.Path,
            ["http.request.uri.path.dir"] = _ => static request => PathText.Folder(request.Target.Path),
            ["http.request.uri.path.file"] = _ => static request => PathText.File(request.Target.Path),
            ["http.request.uri.path.file.base"] = _ => RequestPlaceholders.FileBase,
            ["http.request.uri.path.file.ext"] = _ => static request => PathText.Extension(request.Target.Path),
            ["http.request.uri.query"] = _ => static request => request.Target.Query,
            ["http.request.uuid"] = _ => static request => request.Facts.Identity.ExchangeId.ToString(),
            ["http.reverse_proxy.duration_ms"] = _ => ProxyPlaceholders.Duration,
            ["http.reverse_proxy.status_code"] = _ => ProxyPlaceholders.Status,
            ["http.reverse_proxy.status_text"] = _ => ProxyPlaceholders.StatusText,
            ["http.reverse_proxy.upstream.address"] = _ => static request => request.Proxied?.Upstream?.Address,
            ["http.reverse_proxy.upstream.fails"] = sources => request => ProxyPlaceholders.Fails(request, sources.Clock),
            ["http.reverse_proxy.upstream.host"] = _ => static request => request.Proxied?.Upstream?.HostAndPort.Host,
            ["http.reverse_proxy.upstream.hostport"] = _ => static request => request.Proxied?.Upstream?.Address,
            ["http.reverse_proxy.upstream.latency_ms"] = _ => ProxyPlaceholders.Latency,
            ["http.reverse_proxy.upstream.port"] = _ => static request => request.Proxied?.Upstream?.HostAndPort.Port,
            ["http.reverse_proxy.upstream.requests"] = _ => static request => request.Proxied?.Upstream?.State.Requests.ToString(CultureInfo.InvariantCulture),
            ["http.vars.client_ip"] = _ => static request => request.ClientAddress?.ToString() ?? "",
            ["system.arch"] = _ => Constant(ProcessPlaceholders.Architecture),
            ["system.hostname"] = _ => Constant(Environment.MachineName),
            ["system.os"] = _ => Constant(ProcessPlaceholders.OperatingSystem),
            ["system.slash"] = _ => Constant(Path.DirectorySeparatorChar.ToString()),
            ["system.wd"] = _ => Constant(Environment.CurrentDirectory),
            ["time.now"] = sources => At(sources.Clock, "yyyy-MM-dd HH:mm:ss.fffffff '+0000 UTC'"),
            ["time.now.common_log"] = sources => At(sources.Clock, "dd/MMM/yyyy:HH:mm:ss '+0000'"),
            ["time.now.http"] = sources => At(sources.Clock, "R"),
            ["time.now.unix"] = sources => _ => sources.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["time.now.unix_ms"] = sources => _ => sources.Clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
            ["time.now.year"] = sources => At(sources.Clock, "yyyy"),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly (string Prefix, Func<string, PlaceholderSources, PlaceholderResolver> Make)[] Families =
    [
        ("env.", static (name, sources) => Constant(sources.Environment(name) ?? "")),
        ("file.", static (name, _) => _ => ProcessPlaceholders.FileContent(name)),
        ("http.intercept.header.", static (name, _) => request => request.Intercepted is { } answer ? HeaderText.Read(string.Join(',', answer.Headers[name].AsEnumerable())) : null),
        ("http.regexp.", static (name, _) => RequestPlaceholders.Captured(name)),
        ("http.request.cookie.", static (name, sources) => CredentialFree.Of(RequestPlaceholders.Cookie(name), sources.Keys)),
        ("http.request.header.", RequestPlaceholders.Header),
        ("http.request.host.labels.", static (number, _) => RequestPlaceholders.Label(number)),
        ("http.request.uri.path.", static (number, _) => RequestPlaceholders.PathSegment(number)),
        ("http.request.uri.query.", static (name, sources) =>
            CredentialFree.Of(request => QueryText.ValueOf(request.Target.Query, name), sources.Keys)),
        ("http.response.header.", static (name, _) => request => HeaderText.Read(string.Join(',', request.Response.Headers[name].AsEnumerable()))),
        ("http.reverse_proxy.header.", static (name, _) => ProxyPlaceholders.Header(name)),
        ("http.vars.", static (name, _) => request => request.Variable(name)),
    ];

    /// <summary>The names that config may use.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. PlaceholderNames.Short
            .Concat(Single.Keys)
            .Concat(PlaceholderNames.ShortFamilies
                .Where(family => !IsOpen(family.Long))
                .SelectMany(family => Single.Keys.Where(name => name.StartsWith(family.Long, StringComparison.Ordinal)).Select(name => family.Short + name[family.Long.Length..])))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What names may begin with whose end is the config's choice.</summary>
    public static IReadOnlyList<string> FamilyNames { get; } =
    [
        .. PlaceholderNames.ShortFamilies.Where(family => IsOpen(family.Long)).Select(family => family.Short)
            .Concat(Families.Select(family => family.Prefix))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What gives a placeholder its value.</summary>
    /// <param name="name">The long name; one that nobody knows is an output of a <c>map</c>.</param>
    /// <param name="sources">What it may speak of.</param>
    public static PlaceholderResolver Find(string name, PlaceholderSources sources)
    {
        if (Single.TryGetValue(name, out var make))
            return make(sources);

        foreach (var (prefix, makeOne) in Families)
        {
            if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal))
                return makeOne(name[prefix.Length..], sources);
        }

        return request => request.MapOutput(name);
    }

    // Others have few names, and each of them is known.
    private static bool IsOpen(string family) => Array.Exists(Families, known => known.Prefix == family);

    private static PlaceholderResolver Constant(string value) => _ => value;

    private static PlaceholderResolver At(TimeProvider clock, string format) =>
        _ => clock.GetUtcNow().ToString(format, CultureInfo.InvariantCulture);
}
