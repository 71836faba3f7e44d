namespace FerroGate.Config;

/// <summary>Where a config that imports other files gets them from.</summary>
public interface IConfigFiles
{
    /// <summary>
    /// The text of a file, or at least its first <paramref name="longest"/> characters and one more, so that a caller can
    /// tell. Throws an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> where it cannot be read.
    /// </summary>
    string Read(string path, int longest);

    /// <summary>The names of what lies in a folder; none where there is no such folder. An empty path is the current one.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Whether the config may have the gateway read this file, also later.</summary>
    bool MayRead(string path) => true;
}
