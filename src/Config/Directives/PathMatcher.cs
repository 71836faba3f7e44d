using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>Takes the matcher from the front of a directive's arguments.</summary>
internal static class PathMatcher
{
    /// <summary>
    /// The path, or <c>null</c> where everything matches; <paramref name="rest"/> is what follows. <c>false</c> means that the
    /// matcher is wrong, and that it has been said.
    /// </summary>
    public static bool TryTake(Statement statement, DiagnosticBag diagnostics, out Setting<string>? path, out IReadOnlyList<Token> rest)
    {
        (path, rest) = (null, statement.Arguments);
        if (rest.Count == 0)
            return true;

        var first = rest[0];
        if (first.Text == "*")
        {
            rest = [.. rest.Skip(1)];
            return true;
        }

        if (first.Text.StartsWith('@') && !first.IsQuoted)
        {
            diagnostics.NotSupported(first.Span, $"a named matcher (`{first.Text}`)", "write a path that begins with /");
            return false;
        }

        if (!first.Text.StartsWith('/'))
            return true;

        rest = [.. rest.Skip(1)];
        path = new Setting<string>(first.Text, first.Span);
        return IsSimple(path, diagnostics);
    }

    private static bool IsSimple(Setting<string> path, DiagnosticBag diagnostics)
    {
        var star = path.Value.IndexOf('*', StringComparison.Ordinal);
        if (star >= 0 && star < path.Value.Length - 1)
        {
            diagnostics.NotSupported(path.Span, "a * before the end of a path", "write a prefix, such as /v1/*");
            return false;
        }

        if (path.Value.Contains('{', StringComparison.Ordinal))
        {
            diagnostics.NotSupported(path.Span, "a placeholder in a path matcher");
            return false;
        }

        if (path.Value.Any(character => char.IsControl(character) || character is '?' or '#'))
        {
            diagnostics.Error(DiagnosticCodes.InvalidPath, path.Span, "a path matcher has no query, no fragment and no control characters");
            return false;
        }

        return true;
    }
}
