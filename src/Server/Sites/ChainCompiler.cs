using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;
using FerroGate.Server.Proxy;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites.Compression;
using FerroGate.Server.Sites.Files;
using FerroGate.Server.Sites.Intercepts;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
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
    private readonly List<ActiveHealth> _asked = [];

    /// <summary>The upstreams of these chains that are asked whether they are well.</summary>
    public IReadOnlyList<ActiveHealth> Asked => _asked;

    /// <summary>
    /// The end of a chain: nobody has answered. The answer is empty then, and its status that of the error if there was one.
    /// </summary>
    public static Task LeaveAsync(SiteRequest request)
    {
        request.IsUnanswered = true;
        return Task.CompletedTask;
    }

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
        var groups = list.Directives.Select(directive => GroupOf(directive, isRoute)).Distinct().ToDictionary(kind => kind, _ => new object());
        var next = end;
        for (var last = list.Directives.Count - 1; last >= 0; last--)
        {
            var first = last;
            while (first >= 0 && PathsOf(list.Directives[first], scope) is not null)
                first--;
            if (last - first > 1)
            {
                next = Table([.. list.Directives.Skip(first + 1).Take(last - first)], next, scope, groups[ExclusiveGroup.Handle]);
                last = first + 1;
                continue;
            }

            var directive = list.Directives[last];
            var kind = GroupOf(directive, isRoute);
            next = Link(directive, next, scope, kind == ExclusiveGroup.None ? null : groups[kind]);
        }

        return next;
    }

    /// <summary>The paths that a <c>handle</c> goes by; <c>null</c> where it goes by something else, too, or is none.</summary>
    private IReadOnlyList<PathPattern>? PathsOf(DirectiveConfig directive, MatcherScope scope)
    {
        if (directive is not BlockConfig { Kind: BlockKind.Handle or BlockKind.HandlePath })
            return null;
        if (directive.Match?.Value is not { } match)
            return [new PathPattern("*")];

        var paths = (MatcherOf(match, scope) as PathMatcher)?.Constants;
        return paths is not null && paths.All(PathIndex.Takes) ? paths : null;
    }

    // What stands behind one of them runs behind each: the others of the group are passed over.
    private SiteHandler Table(IReadOnlyList<DirectiveConfig> handles, SiteHandler next, MatcherScope scope, object group) =>
        new HandleTable(group, [.. handles.Select(handle => Run(handle, next, scope))], handles.Select(handle => PathsOf(handle, scope)!), next).HandleAsync;

    private IRequestMatcher MatcherOf(string match, MatcherScope scope) => match.StartsWith('@') ? scope.Find(match[1..]) : _matchers.OfPath(match);

    /// <param name="directive">What is compiled.</param>
    /// <param name="next">Where a request goes on that it has not answered.</param>
    /// <param name="scope">The named matchers.</param>
    /// <param name="group">The group of which it is one; <c>null</c> where others beside it do not matter.</param>
    private SiteHandler Link(DirectiveConfig directive, SiteHandler next, MatcherScope scope, object? group)
    {
        var run = Run(directive, next, scope);
        var taking = group is null ? run : request =>
        {
            request.Take(group);
            return run(request);
        };
        if (directive.Match?.Value is { } match)
        {
            var matcher = MatcherOf(match, scope);
            var matched = taking;
            taking = request => matcher.Matches(request) ? matched(request) : request.Error is null ? next(request) : Task.CompletedTask;
        }

        // Who comes later in a group is not even asked whether it matches.
        return group is null ? taking : request => request.IsTakenBy(group) ? next(request) : taking(request);
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
        CopyResponseConfig copy => new CopyResponseStep(copy, templates).HandleAsync,
        CopyResponseHeadersConfig copy => new CopyResponseHeadersStep(copy, next).HandleAsync,
        ErrorConfig error => new ErrorStep(error, templates).HandleAsync,
        FileServerConfig files => new FileServerStep(files, templates, configFiles, next).HandleAsync,
        ForwardAuthConfig auth => ForwardAuth(auth, new ForwardAuthStep(auth, next), scope),
        HeaderConfig header => new HeaderStep(header, templates, next).HandleAsync,
        InterceptConfig intercept => new InterceptStep(Routes(intercept.Responses, scope), next).HandleAsync,
        LogAppendConfig append => new LogAppendStep(append, templates, next).HandleAsync,
        LogSkipConfig => new LogSkipStep(next).HandleAsync,
        MapConfig map => new MapStep(map, templates, next).HandleAsync,
        MethodConfig method => new MethodStep(method, templates, next).HandleAsync,
        RedirConfig redir => new RedirStep(redir, templates).HandleAsync,
        RequestBodyConfig body => new RequestBodyStep(body, templates, services.Clock, next).HandleAsync,
        RequestHeaderConfig header => new RequestHeaderStep(header, templates, next).HandleAsync,
        RespondConfig respond => new RespondStep(respond, templates).HandleAsync,
        ReverseProxyConfig proxy => Proxy(proxy, Routes(proxy.Responses, scope)),
        RewriteConfig rewrite => new RewriteStep(rewrite, templates, next).HandleAsync,
        RootConfig root => new RootStep(root, templates, next).HandleAsync,
        TryFilesConfig files => new TryFilesStep(files, templates, next).HandleAsync,
        UriConfig uri => new UriStep(uri, templates, next).HandleAsync,
        VarsConfig vars => new VarsStep(vars, templates, next).HandleAsync,
        _ => throw new ArgumentOutOfRangeException(nameof(directive), directive, "A directive that nothing runs."),
    };

    private SiteHandler ForwardAuth(ForwardAuthConfig auth, ForwardAuthStep step, MatcherScope scope) =>
        Proxy(step.Question, [step.Yes(templates), .. Routes(auth.Proxy.Responses, scope)]);

    private SiteHandler Proxy(ReverseProxyConfig config, IReadOnlyList<ResponseRoute> routes)
    {
        var step = new ReverseProxyStep(config, routes, hasAiGateway, templates, services.Proxy);
        _asked.AddRange(step.Asked);
        return step.HandleAsync;
    }

    private List<ResponseRoute> Routes(ResponseHandlingConfig config, MatcherScope scope)
    {
        return
        [
            .. config.Statuses.Select(replace => new ResponseRoute(Condition(replace.Match), StatusTemplate.Compile(replace.Status, templates), null)),
            .. config.Handlers.Select(handler => new ResponseRoute(Condition(handler.Match), null, Compile(handler.Body, LeaveAsync, scope))),
        ];

        ResponseCondition? Condition(Setting<string>? name) => name is null
            ? null
            : new ResponseCondition(config.Matchers.First(matcher => matcher.Name!.Value == name.Value[1..]).When, templates);
    }
}
