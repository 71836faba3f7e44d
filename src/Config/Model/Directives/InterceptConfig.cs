using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>intercept</c>: looks at the answers of what follows, and may put others in their place.</summary>
public sealed record InterceptConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public ResponseHandlingConfig Responses { get; init; } = ResponseHandlingConfig.None;

    public override IEnumerable<DirectiveListConfig> Lists => Responses.Handlers.Select(handler => handler.Body);
}
