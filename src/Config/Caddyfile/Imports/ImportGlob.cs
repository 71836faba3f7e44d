namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>Patterns of file names, as Caddy allows them: one <c>*</c> and one <c>?</c>, in any part of the path.</summary>
internal static class ImportGlob
{
    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?');

    /// <summary>More wildcards than that could take for ever to try, and brackets are not what people expect.</summary>
    public static bool IsAllowed(string path) =>
        path.AsSpan().Count('*') <= 1 && path.AsSpan().Count('?') <= 1 && !(path.Contains('[', StringComparison.Ordinal) && path.Contains(']', StringComparison.Ordinal));

    /// <summary>The paths that match, sorted.</summary>
    public static IReadOnlyList<string> Find(string pattern, IConfigFiles files)
    {
        var parts = pattern.Split('/');
        IReadOnlyList<string> found = [""];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = parts[i];
            var separator = i == 0 ? "" : "/";
            if (!IsPattern(part))
            {
                found = [.. found.Select(path => path + separator + part)];
                continue;
            }

            // The folder of what is at the root is the root.
            found = [.. found.SelectMany(path => files
                .List(path.Length == 0 && i > 0 ? "/" : path)
                .Where(name => Matches(part, name) && (!part.StartsWith('*') || !name.StartsWith('.')))
                .Order(StringComparer.Ordinal)
                .Select(name => path + separator + name))];
        }

        // Folders in the middle of the pattern may lack what stands after it.
        return IsPattern(parts[^1]) ? found : [.. found.Where(path => Exists(path, files))];
    }

    private static bool Exists(string path, IConfigFiles files)
    {
        var slash = path.LastIndexOf('/');
        return files.List(slash == 0 ? "/" : path[..Math.Max(slash, 0)]).Contains(path[(slash + 1)..]);
    }

    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
            return pattern.Length == name.Length && MatchesExactly(pattern, name);

        var before = pattern[..star];
        var after = pattern[(star + 1)..];
        return name.Length >= before.Length + after.Length
            && MatchesExactly(before, name[..before.Length])
            && MatchesExactly(after, name[^after.Length..]);
    }

    private static bool MatchesExactly(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '?' && pattern[i] != name[i])
                return false;
        }

        return true;
    }
}
