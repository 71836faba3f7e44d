using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Proxy;
using FerroGate.Server.Sites.Compression;
using FerroGate.Server.Sites.Files;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites;

/// <summary>Turns lists of directives into chains of what runs for a request.</summary>
/// <param name="services">What directives hand requests to.</param>
/// <param name="templates">Makes templates ready.</param>
/// <param name="hasAiGateway">The site owns <c>/v1/</c> and <c>/v1beta/</c>.</param>
/// <param name="configFiles">The files of the config, which no file server shows.</param>
internal sealed class ChainCompiler(
    SiteServices services, TemplateCompiler templates, bool hasAiGateway, IReadOnlyList<string> configFiles)
{
    private readonly MatcherCompiler _matchers = new(templates);

    /// <summary>A chain, built from the last to the first, so that each knows what comes after it.</summary>
    /// <param name="list">The directives in their order.</param>
    /// <param name="end">Where a request goes that none of them has answered.</param>
    /// <param name="outer">The matchers of the lists around this one.</param>
    public SiteHandler Compile(DirectiveListConfig list, SiteHandler end, MatcherScope? outer) =>
        Compile(list, end, outer, isRoute: false);

    private static ExclusiveGroup GroupOf(DirectiveConfig directive, bool isRoute) => directive switch
    {
        BlockConfig { Kind: BlockKind.Handle or BlockKind.HandlePath } => ExclusiveGroup.Handle,
        RewriteConfig when !isRoute => ExclusiveGroup.Rewrite,
        RootConfig when !isRoute => ExclusiveGroup.Root,
        _ => ExclusiveGroup.None,
    };

    private SiteHandler Compile(DirectiveListConfig list, SiteHandler end, MatcherScope? outer, bool isRoute)
    {
        var scope = new MatcherScope(list.Matchers, _matchers, outer);
        var groups = list.Directives.Select(directive => GroupOf(directive, isRoute)).ToList();

        // Of a group one at most runs. A request that one of it has taken goes on `behind` the others.
        var (next, behind) = (end, end);
        for (var i = list.Directives.Count - 1; i >= 0; i--)
        {
            var group = groups[i];
            var others = groups.LastIndexOf(group == ExclusiveGroup.None ? ExclusiveGroup.Handle : group);
            var isInside = others > i && groups.IndexOf(groups[others]) < i;
            if (group == ExclusiveGroup.None)
            {
                // In a route other directives may stand between those of a group.
                var linked = Link(list.Directives[i], next, next, scope);
                behind = isInside ? Link(list.Directives[i], behind, behind, scope) : linked;
                next = linked;
                continue;
            }

            if (others == i)
                behind = next;
            next = Link(list.Directives[i], behind, next, scope);
        }

        return next;
    }

    /// <param name="directive">What is compiled.</param>
    /// <param name="after">Where a request goes on that matched and was not answered.</param>
    /// <param name="otherwise">Where a request goes that did not match.</param>
    /// <param name="scope">The named matchers.</param>
    private SiteHandler Link(DirectiveConfig directive, SiteHandler after, SiteHandler otherwise, MatcherScope scope)
    {
        var run = Run(directive, after, scope);
        if (directive.Match?.Value is not { } match)
            return run;

        var matcher = match.StartsWith('@') ? scope.Find(match[1..]) : _matchers.OfPath(match);
        return request => matcher.Matches(request) ? run(request) : request.Error is null ? otherwise(request) : Task.CompletedTask;
    }

    private SiteHandler Run(DirectiveConfig directive, SiteHandler next, MatcherScope scope) => directive switch
    {
        AbortConfig => AbortStep.HandleAsync,
        AiGatewayConfig => new AiGatewayStep(services.Ai, next).HandleAsync,
        BasicAuthConfig auth => new BasicAuthStep(auth, templates.Sources, services.Passwords, next).HandleAsync,
        BlockConfig { Kind: BlockKind.HandlePath } block =>
            new StripPrefixStep(block.Match!.Value, Compile(block.Body, next, scope)).HandleAsync,
        BlockConfig block => Compile(block.Body, next, scope, isRoute: block.Kind == BlockKind.Route),
        EncodeConfig encode => new EncodeStep(EncodeSettings.Of(encode, templates), next).HandleAsync,
        ErrorConfig error => new ErrorStep(error, templates).HandleAsync,
        FileServerConfig files => new FileServerStep(files, templates, configFiles, next).HandleAsync,
        HeaderConfig header => new HeaderStep(header, templates, next).HandleAsync,
        LogAppendConfig append => new LogAppendStep(append, templates, next).HandleAsync,
        LogSkipConfig => new LogSkipStep(next).HandleAsync,
        MapConfig map => new MapStep(map, templates, next).HandleAsync,
        MethodConfig method => new MethodStep(method, templates, next).HandleAsync,
        RedirConfig redir => new RedirStep(redir, templates).HandleAsync,
        RequestBodyConfig body => new RequestBodyStep(body, templates, services.Clock, next).HandleAsync,
        RequestHeaderConfig header => new RequestHeaderStep(header, templates, next).HandleAsync,
        RespondConfig respond => new RespondStep(respond, templates).HandleAsync,
        ReverseProxyConfig proxy => new ReverseProxyStep(proxy, hasAiGateway, templates, services).HandleAsync,
        RewriteConfig rewrite => new RewriteStep(rewrite, templates, next).HandleAsync,
        RootConfig root => new RootStep(root, templates, next).HandleAsync,
        TryFilesConfig files => new TryFilesStep(files, templates, next).HandleAsync,
        UriConfig uri => new UriStep(uri, templates, next).HandleAsync,
        VarsConfig vars => new VarsStep(vars, templates, next).HandleAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(directive), directive, "A directive that nothing runs."),
    };
}
