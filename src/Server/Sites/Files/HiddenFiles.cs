using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Files;

/// <summary>
/// Files that are not there for clients. A pattern without a slash hides every file and folder of that name, one with a slash
/// that path and all below it; the files of the config are always hidden.
/// </summary>
internal sealed class HiddenFiles(IEnumerable<CompiledTemplate> patterns, IEnumerable<string?> configFiles)
{
    private readonly CompiledTemplate[] _patterns = [.. patterns];
    private readonly string[] _configFiles = [.. configFiles.OfType<string>().Where(file => file.Length > 0).Select(Path.GetFullPath).Distinct()];

    public bool Hides(SiteRequest request, string file)
    {
        if (_patterns.Length == 0 && _configFiles.Length == 0)
            return false;

        var path = Path.GetFullPath(file);
        return _configFiles.Contains(path) || Array.Exists(_patterns, pattern => Hides(pattern.Fill(request), path));
    }

    private static bool Hides(string pattern, string path)
    {
        if (!pattern.Contains('/', StringComparison.Ordinal))
            return path.Split('/').Any(part => Glob.Matches(pattern, part));

        var whole = Path.GetFullPath(pattern);
        return path.TrimEnd('/') == whole || path.StartsWith(whole.TrimEnd('/') + '/', StringComparison.Ordinal) || Glob.Matches(whole, path);
    }
}
