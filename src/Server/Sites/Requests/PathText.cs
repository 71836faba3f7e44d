using System.Text;

namespace FerroGate.Server.Sites.Requests;

/// <summary>What Go's <c>path</c> package, and Caddy with it, does with paths.</summary>
internal static class PathText
{
    /// <summary>
    /// The shortest path of the same meaning; a slash at the end stays. Several slashes become one if
    /// <paramref name="mergeSlashes"/> says so.
    /// </summary>
    public static string Clean(string path, bool mergeSlashes)
    {
        if (IsClean(path))
            return path;
        if (mergeSlashes)
            return CleanMerging(path);

        // What stands between the slashes is kept from merging, and is no character of a path.
        const char filler = '\uFFFF';
        var spread = new StringBuilder(path.Length + 8);
        for (var at = 0; at < path.Length; at++)
        {
            if (path[at] == '/' && at > 0 && path[at - 1] == '/')
                spread.Append(filler);
            spread.Append(path[at]);
        }

        return CleanMerging(spread.ToString()).Replace(filler.ToString(), "", StringComparison.Ordinal);
    }

    /// <summary>Go's <c>path.Base</c>: what is behind the last slash that is not at the end.</summary>
    public static string Base(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length > 0 ? trimmed[(trimmed.LastIndexOf('/') + 1)..] : path.Length > 0 ? "/" : ".";
    }

    /// <summary>Go's <c>path.Ext</c>: from the last dot behind the last slash.</summary>
    public static string Extension(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') ? path[dot..] : "";
    }

    /// <summary>What is behind the last slash.</summary>
    public static string File(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>What is before that, with the slash.</summary>
    public static string Folder(string path) => path[..(path.LastIndexOf('/') + 1)];

    private static bool IsClean(string path) =>
        path.StartsWith('/') && !path.Contains("//", StringComparison.Ordinal) && !path.Contains("/.", StringComparison.Ordinal);

    private static string CleanMerging(string path)
    {
        var isRooted = path.StartsWith('/');
        var kept = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".")
                continue;
            if (part != "..")
                kept.Add(part);
            else if (kept is [.., not ".."])
                kept.RemoveAt(kept.Count - 1);
            else if (!isRooted)
                kept.Add(part);
        }

        var clean = (isRooted ? "/" : "") + string.Join('/', kept);
        if (clean.Length == 0)
            clean = ".";
        return clean != "/" && path.EndsWith('/') ? clean + "/" : clean;
    }
}
