using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>tracing</c>: the request is a span of a trace.</summary>
public sealed record TracingConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>The span's name.</summary>
    public Setting<Template>? Name { get; init; }

    public IReadOnlyList<VariableConfig> Attributes { get; init; } = [];
}
