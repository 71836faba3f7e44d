using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>uri</c>: changes a part of the request's URI; exactly one of its operations is given.</summary>
public sealed record UriConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? StripPrefix { get; init; }

    public Setting<Template>? StripSuffix { get; init; }

    /// <summary>Replaces a text in path and query.</summary>
    public UriReplaceConfig? Replace { get; init; }

    /// <summary>Replaces what a regular expression finds in the path.</summary>
    public UriPathRegexpConfig? PathRegexp { get; init; }

    /// <summary>Changes of the query, in order.</summary>
    public IReadOnlyList<QueryRuleConfig> Query { get; init; } = [];
}
