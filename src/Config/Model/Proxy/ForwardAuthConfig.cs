using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary><c>forward_auth</c>: asks another server whether a request may go on.</summary>
public sealed record ForwardAuthConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>How that server is reached.</summary>
    public ReverseProxyConfig Proxy { get; init; } = new(Span);

    /// <summary>What it is asked for.</summary>
    public Setting<Template>? Uri { get; init; }

    /// <summary>Headers of its answer that the request takes over, each perhaps as <c>Name&gt;New-Name</c>.</summary>
    public IReadOnlyList<Setting<string>> CopyHeaders { get; init; } = [];

    public override IEnumerable<DirectiveListConfig> Lists => Proxy.Lists;
}
