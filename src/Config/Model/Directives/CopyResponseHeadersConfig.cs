using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>copy_response_headers</c>, inside <c>handle_response</c>: takes headers over from the answer that came.</summary>
public sealed record CopyResponseHeadersConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>Only these; exactly one of this and <see cref="Exclude"/> is given.</summary>
    public IReadOnlyList<Setting<string>> Include { get; init; } = [];

    /// <summary>All but these.</summary>
    public IReadOnlyList<Setting<string>> Exclude { get; init; } = [];
}
