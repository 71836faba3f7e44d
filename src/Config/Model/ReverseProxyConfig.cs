using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary><c>reverse_proxy [PATH] UPSTREAM…</c>: passes requests on.</summary>
public sealed record ReverseProxyConfig(
    SourceSpan Span,
    Setting<string>? Path,
    IReadOnlyList<Setting<UpstreamAddress>> Upstreams,
    IReadOnlyList<HeaderRuleConfig> HeaderUp) : DirectiveConfig(Span, Path)
{
    /// <summary><c>auth off</c>: no key is asked for below <c>/v1/</c> of a site with an <c>ai_gateway</c>.</summary>
    public Setting<bool>? AuthOff { get; init; }
}
