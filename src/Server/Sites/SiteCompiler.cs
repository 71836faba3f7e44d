using System.Net;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites;

/// <summary>Turns the sites of a config into what runs for a request.</summary>
internal sealed class SiteCompiler(Func<string, string?> environment, SiteServices services)
{
    private readonly TemplateCompiler _templates = new(new PlaceholderSources(environment, services.Proxy.Keys, services.Clock));

    /// <summary>Compiles every site of a revision.</summary>
    public SiteTable Compile(GatewayConfig config)
    {
        var files = config.Sites.SelectMany(site => site.Addresses).Select(address => address.Span.File?.Name).OfType<string>().Distinct().ToList();
        var asked = new List<ActiveHealth>();
        var sites =
            from site in config.Sites
            let compiled = Compile(site, files, asked)
            from address in site.Addresses
            from listener in ListenersOf(config, site, address.Value)
            select (listener, address.Value, compiled);
        var redirects =
            from site in config.Sites
            from address in site.Addresses
            where config.IsRedirectedTo(site, address.Value)
            from listener in ListenersOf(config, site, address.Value with { Port = config.PlainPort })
            select (listener, address.Value with { Path = "" }, Redirect(address.Value.PortIn(config), config));
        return new SiteTable(sites, redirects, asked);
    }

    /// <summary>Every listener that the sites of a config need.</summary>
    public static IEnumerable<Listener> ListenersOf(GatewayConfig config) => (
        from site in config.Sites
        from address in site.Addresses
        from port in config.IsRedirectedTo(site, address.Value) ? [address.Value.PortIn(config), config.PlainPort] : new[] { address.Value.PortIn(config) }
        from listener in ListenersOf(config, site, address.Value with { Port = port })
        select listener).Distinct();

    /// <summary>The listeners of one address of a site.</summary>
    public static IEnumerable<Listener> ListenersOf(GatewayConfig config, SiteConfig site, SiteAddress address)
    {
        var binds = config.BindsOf(site).SelectMany(bind => AddressesOf(bind.Value)).DefaultIfEmpty(null).Distinct();
        return binds.Select(bind => new Listener(bind, address.PortIn(config), IsAdmin: false));
    }

    /// <summary>The addresses behind a host of <c>bind</c> or <c>admin</c>; <c>null</c> is every interface.</summary>
    public static IEnumerable<IPAddress?> AddressesOf(string host) => host switch
    {
        "" => [null],
        "localhost" => [IPAddress.Loopback],
        _ => IPAddress.Parse(host) is var address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? [null] : [address],
    };

    private Site Compile(SiteConfig config, IReadOnlyList<string> configFiles, List<ActiveHealth> asked)
    {
        var hasAiGateway = config.Body.Directives.OfType<AiGatewayConfig>().Any();
        var chains = new ChainCompiler(services, _templates, hasAiGateway, configFiles);
        var scope = new MatcherScope([], new MatcherCompiler(_templates), null);
        var errors = config.ErrorHandlers.Select(handler => new ErrorHandler(
            [.. handler.Statuses.Select(status => new StatusPattern(status.Value))],
            chains.Compile(handler.Body, ChainCompiler.LeaveAsync, scope)));
        SiteHandler end = hasAiGateway ? request => services.GatewayPaths(request.Http) : ChainCompiler.LeaveAsync;
        var entry = new SiteEntry(chains.Compile(config.Body, end, scope), [.. errors]);
        asked.AddRange(chains.Asked);
        return new Site(services.Logs.OpenSite(config.Logs), new TargetCheck(entry.HandleAsync).HandleAsync);
    }

    private Site Redirect(int port, GatewayConfig config) => new(services.Logs.OpenSite([]), new HttpsRedirect(port, config.TlsPort).HandleAsync);
}
