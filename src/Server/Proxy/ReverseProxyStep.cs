using System.Security.Cryptography;
using FerroGate.Config.Model.Proxy;
using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy;

/// <summary><c>reverse_proxy</c>: passes the request to one of its upstreams, chosen at random as in Caddy.</summary>
internal sealed class ReverseProxyStep
{
    private readonly bool _guardsAiPaths;
    private readonly ProxyForwarder _forwarder;
    private readonly TimeProvider _clock;
    private readonly string[] _destinations;
    private readonly ProxyTransformer[] _transformers;

    public ReverseProxyStep(
        ReverseProxyConfig config,
        bool siteHasAiGateway,
        TemplateCompiler templates,
        SiteServices services)
    {
        _guardsAiPaths = siteHasAiGateway && config.AuthOff is not { Value: true };
        _forwarder = services.Proxy;
        _clock = services.Clock;
        var rules = config.HeaderUp.Select(rule => HeaderRule.Compile(rule, templates)).ToArray();
        _destinations = [.. config.Upstreams.Select(upstream => UrlOf(upstream.Value))];
        _transformers = [.. config.Upstreams.Select(upstream => new ProxyTransformer(upstream.Value, rules, _forwarder.Keys))];
    }

    public Task HandleAsync(SiteRequest request)
    {
        var http = request.Http;
        if (_guardsAiPaths && AiPaths.Owns(http.Facts().OriginalTarget, request.ServerPath) && RefuseWithoutScope(http) is { } refusal)
        {
            return RefusalWriter.WriteAsync(http, refusal);
        }

        var choice = _destinations.Length == 1 ? 0 : RandomNumberGenerator.GetInt32(_destinations.Length);
        return _forwarder.SendAsync(http, _destinations[choice], _transformers[choice]);
    }

    private Refusal? RefuseWithoutScope(HttpContext http)
    {
        if (!Credentials.Read(http.Request).TryGet(out var credential, out var refusal))
        {
            return refusal;
        }

        return KeyCheck.Refuse(_forwarder.Keys, credential, Scope.ProxyUse, _clock.GetUtcNow(), out var key) is { } no
            ? no
            : Remember(http, key!);
    }

    private static Refusal? Remember(HttpContext http, VirtualKey key)
    {
        http.Facts().KeyId = key.Id;
        return null;
    }

    private static string UrlOf(UpstreamAddress upstream) => new UriBuilder(upstream.Scheme, upstream.Host, upstream.Port).Uri.AbsoluteUri;
}
