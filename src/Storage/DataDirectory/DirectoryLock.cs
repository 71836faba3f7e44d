namespace FerroGate.Storage.DataDirectory;

/// <summary>
/// The exclusive right of one gateway process to a data directory. It is a lock of the operating system on an open file,
/// so the death of the process gives it back.
/// </summary>
internal sealed class DirectoryLock : IDisposable
{
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
        catch (IOException failure)
        {
            throw new StoreException(
                $"The data directory '{paths.Root}' is in use by another gateway process; stop it or choose another directory.",
                failure);
        }
    }

    public void Dispose() => _file.Dispose();
}
