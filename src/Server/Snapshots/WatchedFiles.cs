using System.Security.Cryptography;
using System.Text;
using FerroGate.Config;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// The files of this machine, which remembers what a config was made of. Contents are compared, not times: a file may be replaced
/// by a link to an older one, and times may be too coarse.
/// </summary>
internal sealed class WatchedFiles : IConfigFiles
{
    private readonly DiskFiles _files = new();
    private readonly Dictionary<(string Path, int? Longest), string> _seen = [];

    public string Read(string path, int longest)
    {
        try
        {
            var text = _files.Read(path, longest);
            _seen[(path, longest)] = DigestOf(text);
            return text;
        }
        catch (Exception exception)
        {
            // It may come, and then the config is another.
            _seen[(path, longest)] = exception.GetType().Name;
            throw;
        }
    }

    public IReadOnlyList<string> List(string folder)
    {
        var names = _files.List(folder);
        _seen[(folder, null)] = DigestOf(string.Join('\n', names.Order(StringComparer.Ordinal)));
        return names;
    }

    /// <summary>They hold something else than when they were read.</summary>
    public bool HaveChanged => StateNow() != string.Join(' ', _seen.Values);

    /// <summary>What all of them hold now.</summary>
    public string StateNow() => string.Join(' ', _seen.Keys.Select(Look));

    private string Look((string Path, int? Longest) seen)
    {
        try
        {
            return seen.Longest is { } longest
                ? DigestOf(_files.Read(seen.Path, longest))
                : DigestOf(string.Join('\n', _files.List(seen.Path).Order(StringComparer.Ordinal)));
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }

    private static string DigestOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
