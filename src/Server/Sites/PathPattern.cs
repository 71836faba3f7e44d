namespace FerroGate.Server.Sites;

/// <summary>
/// A path matcher of Caddy's language: exact, or with <c>*</c> at its beginning, its end, or both; letter case does not
/// count.
/// </summary>
public sealed class PathPattern
{
    private readonly string _text;
    private readonly bool _anyStart;
    private readonly bool _anyEnd;

    private PathPattern(string text, bool anyStart, bool anyEnd)
    {
        _text = text;
        _anyStart = anyStart;
        _anyEnd = anyEnd;
    }

    /// <summary>What stands before the star of a pattern such as <c>/api/*</c>, without a slash at its end.</summary>
    public string Prefix => _anyStart ? "" : _text.TrimEnd('/');

    public static PathPattern Parse(string pattern)
    {
        var anyStart = pattern.StartsWith('*');
        var anyEnd = pattern.Length > 1 && pattern.EndsWith('*');
        return new PathPattern(pattern[(anyStart ? 1 : 0)..(anyEnd ? ^1 : ^0)], anyStart, anyEnd);
    }

    public bool Matches(string path) => (_anyStart, _anyEnd) switch
    {
        (true, true) => path.Contains(_text, StringComparison.OrdinalIgnoreCase),
        (true, false) => path.EndsWith(_text, StringComparison.OrdinalIgnoreCase),
        (false, true) => path.StartsWith(_text, StringComparison.OrdinalIgnoreCase),
        _ => path.Equals(_text, StringComparison.OrdinalIgnoreCase),
    };
}
