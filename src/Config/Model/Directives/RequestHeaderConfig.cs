using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>request_header</c>: changes headers of the request.</summary>
public sealed record RequestHeaderConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public IReadOnlyList<HeaderRuleConfig> Rules { get; init; } = [];
}
