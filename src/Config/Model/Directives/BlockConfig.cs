using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>route</c>, <c>handle</c> and <c>handle_path</c>.</summary>
public sealed record BlockConfig(SourceSpan Span, BlockKind Kind) : DirectiveConfig(Span)
{
    public DirectiveListConfig Body { get; init; } = DirectiveListConfig.Empty;

    public override IEnumerable<DirectiveListConfig> Lists => [Body];
}
