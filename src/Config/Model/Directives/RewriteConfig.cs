using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>rewrite</c>: changes path and query of the request; at most one of those that stand together runs.</summary>
public sealed record RewriteConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>Where it has a <c>?</c>, what follows is the new query; else the query stays.</summary>
    public Setting<Template>? To { get; init; }
}
