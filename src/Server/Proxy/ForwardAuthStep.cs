using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Sites;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Proxy;

/// <summary><c>forward_auth</c>: a <c>reverse_proxy</c> that asks with GET, and whose 2xx lets the request go on.</summary>
internal sealed class ForwardAuthStep(ForwardAuthConfig config, SiteHandler next)
{
    private readonly (string From, string To)[] _copied =
        [.. config.CopyHeaders.Select(name => name.Value.Split('>')).Select(names => (names[0], names[^1]))];

    /// <summary>How the other server is asked.</summary>
    public ReverseProxyConfig Question => config.Proxy with
    {
        Method = Of("GET"),
        Rewrite = config.Uri,
        HeaderUp = [.. config.Proxy.HeaderUp, Header("X-Forwarded-Method", "{http.request.method}"), Header("X-Forwarded-Uri", "{http.request.uri}")],
    };

    /// <summary>What its yes does.</summary>
    public ResponseRoute Yes(TemplateCompiler templates) =>
        new(new ResponseCondition(new ResponseMatchConfig { Statuses = [new("2xx", config.Span)] }, templates), null, GoOnAsync);

    private Task GoOnAsync(SiteRequest request)
    {
        var answer = request.Proxied!;
        var headers = ResponseHead.HeadersOf(answer.Answer!);
        answer.Dispose();
        foreach (var (from, to) in _copied)
        {
            // Only the other server says who the client is, also by saying nothing.
            foreach (var name in request.Request.Headers.Keys.Where(name => IsTaken(name, to)).ToList())
                request.Request.Headers.Remove(name);

            if (headers.TryGetValue(from, out var values))
                request.Request.Headers[to] = values;
        }

        return next(request);
    }

    // To many servers behind a proxy `Remote_User` is the same as `Remote-User`.
    private static bool IsTaken(string name, string wanted) =>
        name.Length == wanted.Length && name.Replace('_', '-').Equals(wanted.Replace('_', '-'), StringComparison.OrdinalIgnoreCase);

    private HeaderRuleConfig Header(string name, string value) =>
        new(HeaderOperation.Set) { Name = new(name, config.Span), Value = Of(value) };

    private Setting<Template> Of(string text) => new(Template.Read(text), config.Span);
}
