using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Toml;

/// <summary>
/// The site that the top of a TOML config speaks of: it has the AI gateway on it, and passes on what <c>routes</c> names. It
/// becomes a site like every other.
/// </summary>
internal sealed record ListenSite
{
    private static readonly ListenAddress DefaultAddress = new("127.0.0.1", 8080);

    public Setting<ListenAddress>? Address { get; init; }

    public ListenTls? Tls { get; init; }

    public IReadOnlyList<RouteUpstream> Upstreams { get; init; } = [];

    public IReadOnlyList<RouteTable> Routes { get; init; } = [];

    /// <summary>Something of it was written.</summary>
    public bool IsWritten => Address is not null || Tls is { IsOn: true } || Routes.Count > 0 || Upstreams.Count > 0;

    /// <param name="span">The beginning of the file, for what was not written.</param>
    /// <param name="context">Where mistakes go.</param>
    public SiteConfig ToSite(SourceSpan span, ConfigContext context)
    {
        var address = Address ?? new(DefaultAddress, span);
        var tls = Tls is { IsOn: true } on ? on.Config : null;

        RefuseTwice("route", Routes.Select(route => route.Name!), context);
        RefuseTwice("upstream", Upstreams.Select(upstream => upstream.Name!), context);
        var matchers = new List<MatcherConfig>();
        var handles = new List<DirectiveConfig>();
        foreach (var route in Routes.Where(route => route.Enabled is not { Value: false }))
        {
            var match = MatcherOf(route, matchers);
            if (BodyOf(route, context) is { } body)
            {
                // Inside a route they are done as they stand, and not in the usual order.
                var steps = new BlockConfig(route.Span, BlockKind.Route) { Body = new DirectiveListConfig { Directives = body } };
                handles.Add(new BlockConfig(route.Span, BlockKind.Handle)
                {
                    Match = match,
                    Body = new DirectiveListConfig { Directives = [steps] },
                });
            }
        }

        List<DirectiveConfig> directives = [new AiGatewayConfig(address.Span)];
        if (handles.Count > 0)
        {
            directives.Add(new BlockConfig(handles[0].Span, BlockKind.Route)
            {
                Body = new DirectiveListConfig { Matchers = matchers, Directives = handles },
            });
        }

        return new SiteConfig
        {
            Addresses = [new(SiteAddress.OfPort(address.Value.Port) with { Scheme = tls is null ? SiteScheme.Http : SiteScheme.Https }, address.Span)],
            Binds = address.Value.Host is "" or "0.0.0.0" or "::" ? [] : [new(address.Value.Host, address.Span)],
            Tls = tls,
            Body = new DirectiveListConfig { Directives = directives },
        };
    }

    private static void RefuseTwice(string noun, IEnumerable<Setting<string>> names, ConfigContext context)
    {
        foreach (var name in names.GroupBy(name => name.Value, StringComparer.Ordinal).SelectMany(same => same.Skip(1)))
            context.Diagnostics.Error(DiagnosticCodes.DuplicateName, name.Span, $"there are two of `{noun} {name.Value}`");
    }

    private static Setting<string>? MatcherOf(RouteTable route, List<MatcherConfig> matchers)
    {
        // The prefix / is every path.
        var prefixes = route.PathPrefixes.Any(prefix => prefix.Value == "/") ? [] : route.PathPrefixes;
        if (route.Hosts.Count == 0 && prefixes.Count == 0 && route.MatchHeaders.Count == 0)
            return null;

        matchers.Add(new MatcherConfig
        {
            Name = route.Name,
            Hosts = [.. route.Hosts.Select(host => host.As(Template.Of(host.Value)))],
            Paths =
            [
                .. prefixes.SelectMany(prefix => new[] { prefix.Value.TrimEnd('/'), prefix.Value.TrimEnd('/') + "/*" }
                    .Select(path => prefix.As(Template.Of(path)))),
            ],
            Headers = [.. route.MatchHeaders.Select(header => new HeaderMatchConfig { Name = header.Name, Values = [header.Value!] })],
        });
        return route.Name!.As($"@{route.Name.Value}");
    }

    private List<DirectiveConfig>? BodyOf(RouteTable route, ConfigContext context)
    {
        if (Upstreams.FirstOrDefault(upstream => upstream.Name?.Value == route.Upstream?.Value) is not { } upstream)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownReference,
                route.Upstream!.Span,
                $"there is no upstream `{route.Upstream.Value}`",
                NearestName.HintOrList(route.Upstream.Value, [.. Upstreams.Select(known => known.Name!.Value).Distinct()]));
            return null;
        }

        if (upstream.Enabled is { Value: false })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.UnknownReference, route.Upstream!.Span, $"the upstream `{route.Upstream.Value}` is off, and this route needs it");
            return null;
        }

        var body = new List<DirectiveConfig>();
        if (route.StripPrefix is { } strip)
            body.Add(new UriConfig(route.Span) { StripPrefix = strip.As(Template.Of(strip.Value)) });

        if ((upstream.BasePath + route.AddPrefix?.Value) is { Length: > 0 } prefix)
        {
            var template = TemplateText.Parse($"{TemplateText.Write(Template.Of(prefix))}{{uri}}");
            body.Add(new RewriteConfig(route.Span) { To = new(template, route.AddPrefix?.Span ?? route.Span) });
        }

        if (route.ResponseHeaders.Count > 0)
            body.Add(new HeaderConfig(route.Span) { Rules = [.. route.ResponseHeaders.Select(header => Rule(header, HeaderOperation.SetLate))] });

        body.Add(new ReverseProxyConfig(route.Span)
        {
            Upstreams = upstream.Addresses,
            HeaderUp = [.. route.RequestHeaders.Select(header => Rule(header, HeaderOperation.Set))],
        });
        return body;
    }

    private static HeaderRuleConfig Rule(RouteHeader header, HeaderOperation operation) =>
        new(operation) { Name = header.Name, Value = header.Value };
}
