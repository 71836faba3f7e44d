namespace FerroGate.Config;

/// <summary>
/// The files of one folder and of those in it, for a config that somebody sent: it must not read what else lies on the machine,
/// also not by a link that leads out of the folder.
/// </summary>
/// <param name="folder">The folder; empty is the current one.</param>
public sealed class FolderFiles(string folder) : IConfigFiles
{
    private const int MostLinks = 40;

    private readonly DiskFiles _files = new();
    private readonly string _root = RealPath(folder.Length == 0 ? "." : folder) ?? Path.GetFullPath(folder);

    public string Read(string path, int longest) => MayRead(path)
        ? _files.Read(path, longest)
        : throw new UnauthorizedAccessException($"a config that was sent reads files below {_root} only; write it into the config file to read others");

    public IReadOnlyList<string> List(string folder) => MayRead(folder.Length == 0 ? "." : folder) ? _files.List(folder) : [];

    public bool MayRead(string path) =>
        RealPath(path) is { } real && (real == _root || real.StartsWith(_root.TrimEnd('/') + '/', StringComparison.Ordinal));

    // Where the path leads when every link on the way is followed; null where that goes round in circles. What is not there leads
    // nowhere else.
    private static string? RealPath(string path)
    {
        var rest = new Stack<string>(Path.GetFullPath(path).Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var real = "/";
        var links = 0;
        while (rest.TryPop(out var name))
        {
            if (name == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }

            var next = Path.Combine(real, name);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                return null;

            foreach (var part in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
                rest.Push(part);

            if (target.StartsWith('/'))
                real = "/";
        }

        return real;
    }
}
