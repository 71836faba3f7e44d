namespace FerroGate.Config;

/// <summary>The files of this machine.</summary>
public sealed class DiskFiles : IConfigFiles
{
    private const int Chunk = 64 * 1024;

    public string Read(string path, int longest)
    {
        using var reader = new StreamReader(DiskFile.Open(path));
        var text = new System.Text.StringBuilder();
        var chunk = new char[Chunk];

        // In pieces: a device such as /dev/zero has no end.
        while (text.Length <= longest && reader.Read(chunk) is var count and > 0)
            text.Append(chunk, 0, count);

        return text.ToString();
    }

    public IReadOnlyList<string> List(string folder)
    {
        var path = folder.Length == 0 ? "." : folder;
        return Directory.Exists(path)
            ? [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry))]
            : [];
    }
}
