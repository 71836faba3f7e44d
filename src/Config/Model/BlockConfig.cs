using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary><c>route</c>, <c>handle</c> and <c>handle_path</c>.</summary>
public sealed record BlockConfig(SourceSpan Span, Setting<string>? Path, BlockKind Kind, IReadOnlyList<DirectiveConfig> Directives)
    : DirectiveConfig(Span, Path);
