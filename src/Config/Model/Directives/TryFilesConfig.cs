using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>try_files</c>: rewrites to the first file that is there.</summary>
public sealed record TryFilesConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>Paths below the root; one that ends with a slash is a folder; the last may be <c>=404</c>.</summary>
    public IReadOnlyList<Setting<Template>> Files { get; init; } = [];

    public Setting<TryPolicy>? Policy { get; init; }
}
