using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary><c>reverse_proxy</c>: passes requests on.</summary>
public sealed record ReverseProxyConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public IReadOnlyList<Setting<UpstreamAddress>> Upstreams { get; init; } = [];

    /// <summary>Upstreams that DNS names, in place of <see cref="Upstreams"/>.</summary>
    public DynamicUpstreamsConfig? Dynamic { get; init; }

    public LoadBalancingConfig Balancing { get; init; } = LoadBalancingConfig.Default;

    public ActiveHealthConfig ActiveHealth { get; init; } = ActiveHealthConfig.Off;

    public PassiveHealthConfig PassiveHealth { get; init; } = PassiveHealthConfig.Off;

    /// <summary>How long bytes of an answer may wait for more; <c>null</c> sends each as soon as it is there.</summary>
    public Setting<TimeSpan>? FlushInterval { get; init; }

    /// <summary>So many bytes of a request's body are read before an upstream is asked.</summary>
    public Setting<long>? RequestBuffers { get; init; }

    /// <summary>So many bytes of an answer are read before the client gets any.</summary>
    public Setting<long>? ResponseBuffers { get; init; }

    /// <summary>How long a connection that has become another protocol may live.</summary>
    public Setting<TimeSpan>? StreamTimeout { get; init; }

    /// <summary>How long such connections outlive the revision that they belong to.</summary>
    public Setting<TimeSpan>? StreamCloseDelay { get; init; }

    /// <summary>Besides those of <c>servers</c>: whose <c>X-Forwarded-*</c> are passed on.</summary>
    public IReadOnlyList<Setting<string>> TrustedProxies { get; init; } = [];

    public IReadOnlyList<HeaderRuleConfig> HeaderUp { get; init; } = [];

    public IReadOnlyList<HeaderRuleConfig> HeaderDown { get; init; } = [];

    /// <summary>The method that the upstream is asked with; a body goes along only where it may have one.</summary>
    public Setting<Template>? Method { get; init; }

    /// <summary>The path and query that the upstream is asked for.</summary>
    public Setting<Template>? Rewrite { get; init; }

    public HttpTransportConfig? Transport { get; init; }

    public ResponseHandlingConfig Responses { get; init; } = ResponseHandlingConfig.None;

    /// <summary><c>auth off</c>: no key is asked for below <c>/v1/</c> of a site with an <c>ai_gateway</c>.</summary>
    public Setting<bool>? AuthOff { get; init; }

    public override IEnumerable<DirectiveListConfig> Lists => Responses.Handlers.Select(handler => handler.Body);
}
