using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>map</c>: sets placeholders to what stands beside the first input that matches.</summary>
public sealed record MapConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? Source { get; init; }

    /// <summary>The names of the placeholders, without braces.</summary>
    public IReadOnlyList<Setting<string>> Destinations { get; init; } = [];

    public IReadOnlyList<MapRowConfig> Rows { get; init; } = [];

    /// <summary>One for each destination.</summary>
    public IReadOnlyList<Setting<Template>> Defaults { get; init; } = [];
}
