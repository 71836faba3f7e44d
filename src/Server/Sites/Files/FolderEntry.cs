namespace FerroGate.Server.Sites.Files;

/// <summary>A file or folder of a list that <c>browse</c> shows.</summary>
/// <param name="Name">Its name; that of a folder ends with a slash.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Modified">When it was changed.</param>
/// <param name="Mode">Go's <c>fs.FileMode</c>.</param>
/// <param name="IsFolder">It is a folder, or leads to one.</param>
/// <param name="IsLink">It is a symbolic link.</param>
internal sealed record FolderEntry(string Name, long Size, DateTimeOffset Modified, uint Mode, bool IsFolder, bool IsLink)
{
    private const uint FolderMode = 1u << 31;
    private const uint LinkMode = 1u << 27;
    private const uint PermissionBits = 0x1FF;

    // What a folder takes on common file systems; the system is not asked, and nobody reads it.
    private const long FolderSize = 4096;

    public static FolderEntry Of(FileSystemInfo info)
    {
        var isLink = info.LinkTarget is not null;
        var isFolder = info is DirectoryInfo;
        var permissions = OperatingSystem.IsWindows() ? 0u : (uint)info.UnixFileMode & PermissionBits;
        return new FolderEntry(
            isFolder ? info.Name + "/" : info.Name,
            info is FileInfo file ? file.Length : FolderSize,
            info.LastWriteTimeUtc,
            permissions | (isLink ? LinkMode : isFolder ? FolderMode : 0),
            isFolder,
            isLink);
    }
}
