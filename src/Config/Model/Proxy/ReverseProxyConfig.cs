using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary><c>reverse_proxy</c>: passes requests on.</summary>
public sealed record ReverseProxyConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public IReadOnlyList<Setting<UpstreamAddress>> Upstreams { get; init; } = [];

    public IReadOnlyList<HeaderRuleConfig> HeaderUp { get; init; } = [];

    /// <summary><c>auth off</c>: no key is asked for below <c>/v1/</c> of a site with an <c>ai_gateway</c>.</summary>
    public Setting<bool>? AuthOff { get; init; }
}
