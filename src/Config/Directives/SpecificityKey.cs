using FerroGate.Config.Model.Directives;

namespace FerroGate.Config.Directives;

/// <summary>
/// How narrow the matcher of a directive is, by Caddy's measure: of two single paths the longer comes first; else what has a
/// matcher comes before what has none. Variables are set the other way round, so that the narrowest has the last word.
/// </summary>
/// <remarks>
/// It is no order of its own: two paths may each be equal to a matcher that is not a single path, and not to each other.
/// </remarks>
internal readonly struct SpecificityKey : IComparable<SpecificityKey>
{
    private readonly int _pathLength;
    private readonly bool _hasMatcher;
    private readonly bool _isReversed;

    public SpecificityKey(DirectiveConfig directive, MatcherScopes matchers)
    {
        _hasMatcher = directive.Match is not null;
        _isReversed = directive is VarsConfig;
        _pathLength = directive.Match?.Value switch
        {
            null => 0,
            ['@', .. var name] => matchers.Find(name) is { Paths: [var only] } ? Values.TemplateText.Write(only.Value).Length : 0,
            var path => path.Length,
        };
    }

    public int CompareTo(SpecificityKey other) => _isReversed ? -Compare(other) : Compare(other);

    private int Compare(SpecificityKey other) => _pathLength > 0 && other._pathLength > 0
        ? other._pathLength.CompareTo(_pathLength)
        : other._hasMatcher.CompareTo(_hasMatcher);
}
