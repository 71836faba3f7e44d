using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>What the top of a TOML config says of its own site. A Caddyfile has a site for that.</summary>
internal static class ListenShape
{
    public static Shape<ListenSite> Shape { get; } = new Shape<ListenSite>()
        .Value("listen", Forms.ListenAddress, site => site.Address, (site, address) => site with { Address = address },
            "Where the AI gateway listens.", fallback: "127.0.0.1:8080, where there are no `sites`")
        .Block("tls", () => Tls, site => site.Tls, (site, tls) => site with { Tls = tls }, entry => new(entry.NameSpan),
            "Its certificate, or how one is got.")
        .Blocks("upstreams", () => Upstream, site => site.Upstreams, (site, upstreams) => site with { Upstreams = upstreams },
            _ => new RouteUpstream(), "Servers that `routes` name.")
        .Blocks("routes", () => Route, site => site.Routes, (site, routes) => site with { Routes = routes },
            entry => new RouteTable(entry.NameSpan), "Requests that go to an upstream; the first that matches takes them.");

    private static Shape<ListenTls> Tls => field ??= new Shape<ListenTls>
    {
        Check = (tls, owner, context) => TlsShape.Check(tls.Config, owner, context),
    }
        .Value("enabled", Forms.Flag, tls => tls.Enabled, (tls, on) => tls with { Enabled = on },
            "Whether HTTPS is spoken; a certificate switches it on too.", fallback: "false")
        .Part(tls => tls.Config, (tls, config) => tls with { Config = config }, TlsShape.Shape);

    private static Shape<RouteUpstream> Upstream => field ??= new Shape<RouteUpstream> { Check = CheckUpstream }
        .Value("name", Forms.Name, upstream => upstream.Name, (upstream, name) => upstream with { Name = name },
            "What routes call it.", required: true)
        .Value("url", UrlForm.Value, upstream => upstream.Url, (upstream, url) => upstream with { Url = url }, "Its address.")
        .List("urls", UrlForm.Value, upstream => upstream.Urls, (upstream, urls) => upstream with { Urls = urls },
            "Further addresses of the same service.")
        .Value("enabled", Forms.Flag, upstream => upstream.Enabled, (upstream, on) => upstream with { Enabled = on },
            "Whether routes may name it.", fallback: "true");

    private static Shape<RouteTable> Route => field ??= new Shape<RouteTable>()
        .Value("name", RouteName, route => route.Name, (route, name) => route with { Name = name }, "Its name.", required: true)
        .Value("upstream", Forms.Name, route => route.Upstream, (route, name) => route with { Upstream = name },
            "Where its requests go.", required: true)
        .List("hosts", Forms.Text.Such("host name", "example.com"), route => route.Hosts, (route, hosts) => route with { Hosts = hosts },
            "Only requests to these hosts.", fallback: "every one")
        .List("path_prefixes", Prefix, route => route.PathPrefixes, (route, prefixes) => route with { PathPrefixes = prefixes },
            "Only these paths and what is below them.", fallback: "every one")
        .Blocks("match_headers", () => Header, route => route.MatchHeaders, (route, headers) => route with { MatchHeaders = headers },
            _ => new RouteHeader(), "Only requests with these headers.")
        .Value("strip_prefix", Prefix, route => route.StripPrefix, (route, prefix) => route with { StripPrefix = prefix },
            "Taken off the path, first.")
        .Value("add_prefix", Prefix, route => route.AddPrefix, (route, prefix) => route with { AddPrefix = prefix },
            "Put before the path, then.")
        .Blocks("request_headers", () => Header, route => route.RequestHeaders, (route, headers) => route with { RequestHeaders = headers },
            _ => new RouteHeader(), "Headers that the upstream gets.")
        .Blocks("response_headers", () => Header, route => route.ResponseHeaders, (route, headers) => route with { ResponseHeaders = headers },
            _ => new RouteHeader(), "Headers that the client gets.")
        .Value("enabled", Forms.Flag, route => route.Enabled, (route, on) => route with { Enabled = on },
            "Whether it takes requests.", fallback: "true");

    private static Shape<RouteHeader> Header => field ??= new Shape<RouteHeader>()
        .Value("name", HeaderNameForm.Value, header => header.Name, (header, name) => header with { Name = name }, "Its name.", required: true)
        .Value("value", Forms.HeaderValue, header => header.Value, (header, value) => header with { Value = value }, "Its value.", required: true);

    private static ValueForm<string> Prefix => Forms.TextThat(
        "path",
        text => text.StartsWith('/') && !text.Any(character => char.IsControl(character) || character is '#' or '?' or '*'),
        "must be a path that begins with /",
        DiagnosticCodes.InvalidPath,
        "/api");

    private static ValueForm<string> RouteName => Forms.TextThat(
        "name",
        text => text.Length > 0 && !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character)),
        "must be a name without spaces",
        DiagnosticCodes.InvalidValue,
        "api");

    private static void CheckUpstream(RouteUpstream upstream, OptionEntry owner, ConfigContext context)
    {
        var urls = upstream.AllUrls.ToList();
        if (urls.Count == 0 && owner.Block?.Any(entry => entry.Name is "url" or "urls") != true)
            context.Diagnostics.Error(DiagnosticCodes.MissingUpstream, owner.NameSpan, "an upstream needs a `url`, or `urls`");

        if (urls.FirstOrDefault(url => new Uri(url.Value).Query.Length > 0 || new Uri(url.Value).Fragment.Length > 0) is { } odd)
            context.Diagnostics.Error(DiagnosticCodes.InvalidUrl, odd.Span, "the URL of an upstream has no query and no fragment");

        if (urls.FirstOrDefault(url => new Uri(url.Value).AbsolutePath.TrimEnd('/') != upstream.BasePath) is { } other)
            context.Diagnostics.NotSupported(other.Span, "an upstream whose URLs differ in their path", "make two upstreams, and a route for each");
    }
}
