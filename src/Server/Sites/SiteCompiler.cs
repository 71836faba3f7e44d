using System.Net;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy;

namespace FerroGate.Server.Sites;

/// <summary>Turns the sites of a config into what runs for a request.</summary>
internal sealed class SiteCompiler(Func<string, string?> environment, SiteServices services)
{
    /// <summary>Compiles every site of a revision.</summary>
    public SiteTable Compile(GatewayConfig config) => new(
        from site in config.Sites
        let compiled = Compile(site)
        from address in site.Addresses
        from listener in ListenersOf(site, address.Value.Port)
        select (listener, address.Value.Host, compiled));

    /// <summary>Every listener that the sites of a config need.</summary>
    public static IEnumerable<Listener> ListenersOf(GatewayConfig config) => (
        from site in config.Sites
        from address in site.Addresses
        from listener in ListenersOf(site, address.Value.Port)
        select listener).Distinct();

    private static IEnumerable<Listener> ListenersOf(SiteConfig site, int port) => site.Binds.Count == 0
        ? [new Listener(null, port, IsAdmin: false)]
        : site.Binds.SelectMany(bind => AddressesOf(bind.Value)).Distinct().Select(address => new Listener(address, port, IsAdmin: false));

    /// <summary>The addresses behind a host of <c>bind</c> or <c>admin</c>; <c>null</c> is every interface.</summary>
    public static IEnumerable<IPAddress?> AddressesOf(string host) => host switch
    {
        "" => [null],
        "localhost" => [IPAddress.Loopback],
        _ => IPAddress.Parse(host) is var address && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? [null] : [address],
    };

    private Site Compile(SiteConfig config)
    {
        var hasAiGateway = config.Directives.OfType<AiGatewayConfig>().Any();
        var end = hasAiGateway ? services.GatewayPaths : SiteServices.NotFoundAsync;
        return new Site(config.Log?.Value ?? false, new TargetCheck(Chain(config.Directives, end, hasAiGateway)).HandleAsync);
    }

    // Built from the last to the first, so that each knows what comes after it.
    private RequestDelegate Chain(IReadOnlyList<DirectiveConfig> directives, RequestDelegate end, bool hasAiGateway)
    {
        var next = end;
        var afterHandles = end;
        for (var i = directives.Count - 1; i >= 0; i--)
        {
            var isHandle = directives[i] is BlockConfig { Kind: BlockKind.Handle or BlockKind.HandlePath };
            var followsHandle = i + 1 < directives.Count && directives[i + 1] is BlockConfig { Kind: BlockKind.Handle or BlockKind.HandlePath };
            if (isHandle && !followsHandle)
            {
                afterHandles = next;
            }

            // Of handles that stand together one at most runs: what it leaves goes on behind the last of them.
            next = Link(directives[i], isHandle ? afterHandles : next, next, hasAiGateway);
        }

        return next;
    }

    /// <param name="directive">What is compiled.</param>
    /// <param name="after">Where a request goes on that matched and was not answered.</param>
    /// <param name="otherwise">Where a request goes that did not match.</param>
    /// <param name="hasAiGateway">The site owns <c>/v1/</c> and <c>/v1beta/</c>.</param>
    private RequestDelegate Link(DirectiveConfig directive, RequestDelegate after, RequestDelegate otherwise, bool hasAiGateway)
    {
        var run = Run(directive, after, hasAiGateway);
        if (directive.Path is not { Value: not "*" } path)
        {
            return run;
        }

        var pattern = PathPattern.Parse(path.Value);
        return http => pattern.Matches(http.Request.Path.Value ?? "") ? run(http) : otherwise(http);
    }

    private RequestDelegate Run(DirectiveConfig directive, RequestDelegate after, bool hasAiGateway) => directive switch
    {
        RespondConfig respond => new RespondStep(respond, environment).HandleAsync,
        ReverseProxyConfig proxy => new ReverseProxyStep(proxy, hasAiGateway, environment, services.Proxy, services.Clock).HandleAsync,
        AiGatewayConfig => new AiGatewayStep(services.Ai, after).HandleAsync,
        BlockConfig { Kind: BlockKind.HandlePath } block =>
            new StripPrefixStep(PathPattern.Parse(block.Path!.Value).Prefix, Chain(block.Directives, after, hasAiGateway)).HandleAsync,
        BlockConfig block => Chain(block.Directives, after, hasAiGateway),
        _ => throw new ArgumentOutOfRangeException(nameof(directive), directive, "A directive that nothing runs."),
    };
}
