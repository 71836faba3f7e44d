using System.Text;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>
/// A path of a matcher. A star alone at the beginning or the end stands for any text, elsewhere for any text without a slash;
/// letter case does not count. With an escape in it, it is compared with the escaped path.
/// </summary>
internal sealed class PathPattern
{
    private readonly string _text;
    private readonly bool _mergesSlashes;
    private readonly bool _isEscaped;
    private readonly Kind _kind;

    public PathPattern(string written)
    {
        var pattern = written.ToLowerInvariant();
        _mergesSlashes = !pattern.Contains("//", StringComparison.Ordinal);
        _isEscaped = pattern.Contains('%', StringComparison.Ordinal);
        _kind = KindOf(pattern);
        _text = _kind switch
        {
            Kind.Contains => pattern[1..^1],
            Kind.EndsWith => pattern[1..],
            Kind.StartsWith => pattern[..^1],
            _ => pattern,
        };
    }

    private enum Kind
    {
        Any,
        Exact,
        StartsWith,
        EndsWith,
        Contains,
        Glob,
    }

    /// <summary>It takes every path.</summary>
    public bool IsAny => _kind == Kind.Any;

    /// <summary>The one path that it takes, in any letter case; <c>null</c> where it takes others, or is not compared with the path that is merged and without escapes.</summary>
    public string? Exact => _kind == Kind.Exact && IsPlain ? _text : null;

    /// <summary>What all paths that it takes begin with; <c>null</c> where that is not all that it asks for.</summary>
    public string? Prefix => _kind == Kind.StartsWith && IsPlain ? _text : null;

    private bool IsPlain => _mergesSlashes && !_isEscaped;

    public bool Matches(RequestTarget target)
    {
        if (_kind == Kind.Any)
            return true;
        if (_isEscaped)
            return MatchesEscaped(PathText.Clean(target.EscapedPath, _mergesSlashes).ToLowerInvariant());

        var path = PathText.Clean(target.Path, _mergesSlashes);
        return _kind switch
        {
            Kind.Exact => path.Equals(_text, StringComparison.OrdinalIgnoreCase),
            Kind.StartsWith => path.StartsWith(_text, StringComparison.OrdinalIgnoreCase),
            Kind.EndsWith => path.EndsWith(_text, StringComparison.OrdinalIgnoreCase),
            Kind.Contains => path.Contains(_text, StringComparison.OrdinalIgnoreCase),
            _ => Glob.Matches(_text, path.ToLowerInvariant()),
        };
    }

    private static Kind KindOf(string pattern)
    {
        if (pattern == "*")
            return Kind.Any;
        if (pattern.Contains('%', StringComparison.Ordinal))
            return Kind.Glob;

        var stars = pattern.Count(character => character == '*');
        if (stars == 2 && pattern.StartsWith('*') && pattern.EndsWith('*'))
            return Kind.Contains;
        if (stars == 1 && pattern.StartsWith('*'))
            return Kind.EndsWith;
        if (stars == 1 && pattern.EndsWith('*'))
            return Kind.StartsWith;
        return pattern.AsSpan().IndexOfAny("*?[\\") < 0 ? Kind.Exact : Kind.Glob;
    }

    // As Caddy does it: where the pattern has an escape the path must have the same, elsewhere the path is unescaped first, but
    // for what `%*` stands for.
    private bool MatchesEscaped(string path)
    {
        var seen = new StringBuilder(path.Length);
        var (at, position) = (0, 0);
        while (at < _text.Length && position < path.Length)
        {
            var escape = GoEscapes.ByteAt(path, position) is null ? null : path.Substring(position, 3);
            var isStar = _text[at] == '*';
            var isRawStar = _text[at] == '%' && at + 1 < _text.Length && _text[at + 1] == '*';
            if (_text[at] == '%' && !isRawStar && at + 2 < _text.Length)
            {
                seen.Append(escape);
                position += escape?.Length ?? 1;
                at += 3;
            }
            else if (isStar || isRawStar)
            {
                at += isRawStar ? 1 : 0;
                var rest = path[position..];
                var length = at < _text.Length - 1 ? rest.IndexOf(_text[at + 1], StringComparison.Ordinal) : rest.Length;
                if (length < 0 || (isRawStar ? rest[..length] : GoEscapes.Unescape(rest[..length])) is not { } span)
                    return false;

                seen.Append(span);
                position += length;
                at++;
            }
            else
            {
                seen.Append(escape is null ? path[position].ToString() : GoEscapes.Unescape(escape));
                position += escape?.Length ?? 1;
                at++;
            }
        }

        seen.Append(path, position, path.Length - position);
        return Glob.Matches(_text.Replace("%*", "*", StringComparison.Ordinal), seen.ToString());
    }
}
