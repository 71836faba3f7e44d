using FerroGate.Config.Model.Proxy;
using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy;

/// <summary><c>reverse_proxy</c>: passes the request to one of its upstreams, if it may go there at all.</summary>
internal sealed class ReverseProxyStep
{
    private readonly bool _guardsAiPaths;
    private readonly ProxySettings _settings;

    /// <param name="config">The directive.</param>
    /// <param name="routes">What is done with answers of certain kinds.</param>
    /// <param name="siteHasAiGateway">The site owns the AI paths.</param>
    /// <param name="templates">Makes templates ready.</param>
    /// <param name="services">What all proxies share.</param>
    public ReverseProxyStep(
        ReverseProxyConfig config, IReadOnlyList<ResponseRoute> routes, bool siteHasAiGateway, TemplateCompiler templates, ProxyServices services)
    {
        _guardsAiPaths = siteHasAiGateway && config.AuthOff is not { Value: true };
        _settings = new ProxySettings(config, routes, templates, services);
    }

    /// <summary>What is to be asked about the health of its upstreams.</summary>
    public IEnumerable<ActiveHealth> Asked => _settings.Questions?.Asked ?? [];

    public Task HandleAsync(SiteRequest request)
    {
        return _guardsAiPaths && AiPaths.Owns(request.Facts.OriginalTarget, request.ServerPath) && RefuseWithoutScope(request.Http) is { } refusal
            ? RefusalWriter.WriteAsync(request.Http, refusal)
            : new ProxyExchange(request, _settings).RunAsync();
    }

    private Refusal? RefuseWithoutScope(HttpContext http)
    {
        if (!Credentials.Read(http.Request, takesQuery: false).TryGet(out var credential, out var refusal))
        {
            return refusal;
        }

        refusal = _settings.Services.Check.Refuse(credential, Scope.ProxyUse, http.Facts().ClientAddress, out var key);
        http.Facts().KeyId = key?.Id;
        // A key is taken away wherever it stands; a token that has opened this door is known to nobody further on.
        if (refusal is null && _settings.Services.Keys.Find(KeyHash.Of(credential)) is null)
            Credentials.Remove(http.Request);

        return refusal;
    }
}
