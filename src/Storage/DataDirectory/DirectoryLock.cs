namespace FerroGate.Storage.DataDirectory;

/// <summary>
/// The exclusive right of one gateway process to a data directory. It is a lock of the operating system on an open file,
/// so the death of the process gives it back.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
    // What the runtime reports for a file that somebody else has locked: EWOULDBLOCK, or ERROR_SHARING_VIOLATION.
    private const int LinuxLocked = 11;
    private const int MacLocked = 35;
    private const int WindowsShared = unchecked((int)0x80070020);

    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    public static DirectoryLock Take(DataPaths paths)
    {
        try
        {
            return new DirectoryLock(DataPaths.OpenFile(paths.Lock, FileShare.None));
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new StoreException($"The data directory '{paths.Root}' cannot be written: {failure.Message}", failure);
        }
        catch (IOException failure) when (failure.HResult is LinuxLocked or MacLocked or WindowsShared)
        {
            throw new StoreException(
                $"The data directory '{paths.Root}' is in use by another gateway process; stop it or choose another directory.",
                failure);
        }
    }

    public void Dispose() => _file.Dispose();
}
