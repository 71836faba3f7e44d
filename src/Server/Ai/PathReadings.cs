using System.Buffers;
using System.Text;

namespace FerroGate.Server.Ai;

/// <summary>Every way in which the server, or some upstream behind it, may read the path of one request.</summary>
internal static class PathReadings
{
    private static readonly SearchValues<char> Ambiguous = SearchValues.Create("%\\; ");

    /// <param name="raw">The path as the client wrote it.</param>
    /// <param name="path">The path as the server read it, decoded once and with its dots walked.</param>
    public static IEnumerable<PathReading> Of(string raw, string path)
    {
        if (raw == path && IsPlain(raw))
        {
            return [Walk(raw, isBackslashASlash: false, cutsParameters: false)];
        }

        // Decoded once by us, and perhaps once more by an upstream.
        var once = Uri.UnescapeDataString(raw);
        string[] spellings = [raw, once, Uri.UnescapeDataString(once), path, Uri.UnescapeDataString(path)];
        return spellings.SelectMany(WithoutAuthority).Distinct(StringComparer.Ordinal).SelectMany(Walks);
    }

    private static bool IsPlain(string path) =>
        !path.AsSpan().ContainsAny(Ambiguous)
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains("/.", StringComparison.Ordinal);

    // Two slashes at the beginning of a reference make what follows a host (RFC 3986, 4.2).
    private static IEnumerable<string> WithoutAuthority(string path)
    {
        yield return path;
        if (path.StartsWith("//", StringComparison.Ordinal) && path.IndexOf('/', 2) is > 0 and var slash)
        {
            yield return path[slash..];
        }
    }

    private static IEnumerable<PathReading> Walks(string path)
    {
        foreach (var isBackslashASlash in path.Contains('\\', StringComparison.Ordinal) ? (bool[])[false, true] : [false])
        {
            foreach (var cutsParameters in path.Contains(';', StringComparison.Ordinal) ? (bool[])[false, true] : [false])
            {
                yield return Walk(path, isBackslashASlash, cutsParameters);
            }
        }
    }

    private static PathReading Walk(string path, bool isBackslashASlash, bool cutsParameters)
    {
        var firsts = new List<string>(1);
        var segments = new List<string>();
        var slashed = isBackslashASlash ? path.Replace('\\', '/') : path;
        foreach (var segment in slashed.ToLowerInvariant().Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = (cutsParameters ? segment.Split(';')[0] : segment).Trim();
            if (name == "..")
            {
                segments.RemoveRange(Math.Max(0, segments.Count - 1), Math.Min(1, segments.Count));
            }
            else if (name is not ("." or ""))
            {
                if (segments.Count == 0)
                {
                    firsts.Add(name);
                }

                segments.Add(name);
            }
        }

        var canonical = new StringBuilder();
        foreach (var segment in segments)
        {
            canonical.Append('/').Append(segment);
        }

        return new PathReading(canonical.Length == 0 ? "/" : canonical.ToString(), firsts);
    }
}
