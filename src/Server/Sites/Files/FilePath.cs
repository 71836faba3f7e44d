using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Files;

/// <summary>Paths of files below a root. No request leads out of it.</summary>
internal static class FilePath
{
    /// <summary>
    /// The file for a path of a request; <c>null</c> for one that can name none. <c>..</c> ends at the root, and a slash at the end
    /// stays.
    /// </summary>
    public static string? Below(string root, string path)
    {
        // A backslash divides folders on Windows, where it would lead out.
        if (path.Contains('\0', StringComparison.Ordinal) || (OperatingSystem.IsWindows() && path.AsSpan().IndexOfAny('\\', ':') >= 0))
            return null;

        var clean = PathText.Clean("/" + path, mergeSlashes: true);
        return (root.Length > 1 ? root.TrimEnd('/') : root == "/" ? "" : root) + clean;
    }
}
