using Microsoft.Win32.SafeHandles;

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

    // The runtime gives a lock back when it closes the file, and the process that shares it would lose it.
    private static readonly List<DirectoryLock> HandedOver = [];

    private readonly SafeFileHandle _file;
    private readonly IDisposable _owner;

    private DirectoryLock(SafeFileHandle file, IDisposable owner) => (_file, _owner) = (file, owner);

    public static DirectoryLock Take(DataPaths paths)
    {
        try
        {
            var file = DataPaths.OpenFile(paths.Lock, FileShare.None);
            return new DirectoryLock(file.SafeFileHandle, file);
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

    /// <summary>Shares the lock of the process before this one, which has it as long as it lives.</summary>
    public static DirectoryLock Share(SafeFileHandle inherited) => new(inherited, inherited);

    /// <summary>The open file, for a process that is to share the lock. From now on only the end of this process gives it back.</summary>
    public SafeFileHandle HandOver()
    {
        lock (HandedOver)
            HandedOver.Add(this);
        return _file;
    }

    public void Dispose()
    {
        lock (HandedOver)
        {
            if (HandedOver.Contains(this))
                return;
        }

        _owner.Dispose();
    }
}
