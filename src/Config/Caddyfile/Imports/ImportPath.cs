namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>Paths as imports write them: relative to the file in which the import stands.</summary>
internal static class ImportPath
{
    /// <summary>The path of an imported file or pattern, without <c>.</c> and with as few <c>..</c> as can be.</summary>
    public static string Of(string written, string importer)
    {
        var path = Path.IsPathRooted(written) ? written : Path.Combine(Path.GetDirectoryName(importer) ?? "", written);
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] is not ("" or ".."))
                parts.RemoveAt(parts.Count - 1);
            else if (part != "." && (part.Length > 0 || parts.Count == 0))
                parts.Add(part);
        }

        return string.Join('/', parts);
    }

    /// <summary>Whether a word was meant as a path rather than as the name of a snippet.</summary>
    public static bool LooksLike(string written) => written.AsSpan().ContainsAny('/', '\\', '.');
}
