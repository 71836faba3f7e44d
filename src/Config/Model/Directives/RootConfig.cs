using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>root</c>: where the site's files are; at most one of those that stand together runs.</summary>
public sealed record RootConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? Path { get; init; }
}
