using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>copy_response</c>, inside <c>handle_response</c>: sends the answer that came.</summary>
public sealed record CopyResponseConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? Status { get; init; }
}
