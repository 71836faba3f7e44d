namespace FerroGate.Server.Sites.Requests;

/// <summary>
/// Path and query of a request as Caddy keeps them (Go's <c>url.URL</c>): the path without its escapes, and as it was written
/// where that is not what escaping it would give.
/// </summary>
internal sealed record RequestTarget
{
    private RequestTarget()
    {
    }

    /// <summary>Without escapes.</summary>
    public required string Path { get; init; }

    /// <summary>As it was written; empty where escaping <see cref="Path"/> gives the same.</summary>
    public required string RawPath { get; init; }

    /// <summary>As it was written, without the question mark.</summary>
    public required string Query { get; init; }

    /// <summary>There is a question mark and nothing behind it.</summary>
    public required bool HasBareQuestionMark { get; init; }

    /// <summary>With escapes, as written where that still fits.</summary>
    public string EscapedPath =>
        RawPath.Length > 0 && GoEscapes.IsEscapedPath(RawPath) && GoEscapes.Unescape(RawPath) == Path ? RawPath
        : Path == "*" ? Path
        : GoEscapes.EscapePath(Path);

    /// <summary>Path and query as in a request line.</summary>
    public string Uri
    {
        get
        {
            var path = EscapedPath is { Length: > 0 } escaped ? escaped : "/";
            return Query.Length > 0 || HasBareQuestionMark ? $"{path}?{Query}" : path;
        }
    }

    /// <summary>Reads a target, which may be in absolute form; <c>null</c> where its path has an escape that is none.</summary>
    public static RequestTarget? Read(string target)
    {
        var rest = target;
        if (!rest.StartsWith('/') && rest.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            rest = rest[(scheme + 3)..];
            rest = rest.AsSpan().IndexOfAny('/', '?') is >= 0 and var begin ? rest[begin..] : "/";
        }

        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var written = mark < 0 ? rest : rest[..mark];
        if (GoEscapes.Unescape(written) is not { } path)
            return null;

        var query = mark < 0 ? "" : rest[(mark + 1)..];
        return new RequestTarget
        {
            Path = path,
            RawPath = GoEscapes.EscapePath(path) == written ? "" : written,
            Query = query,
            HasBareQuestionMark = mark >= 0 && query.Length == 0,
        };
    }

    /// <summary>Another path, of which only the form with escapes is known; where those are wrong it stands for itself.</summary>
    public RequestTarget WithEscapedPath(string written) => this with { Path = GoEscapes.Unescape(written) ?? written };

    /// <summary>Changes the path in its escaped form; what that makes undecodable is changed without escapes instead.</summary>
    public RequestTarget ChangePath(Func<string, string> change)
    {
        var raw = change(EscapedPath);
        var path = GoEscapes.Unescape(raw) is { Length: > 0 } decoded ? decoded : change(Path);
        return this with { Path = path, RawPath = raw == path ? "" : raw };
    }
}
