using FerroGate.Storage.DataDirectory;
using Microsoft.Win32.SafeHandles;

namespace FerroGate.Storage.Journal;

/// <summary>Segment files on a real disk.</summary>
internal sealed class DiskFiles : IJournalFiles
{
    public IJournalFile Create(string path, long size)
    {
        File.Delete(path);
        var handle = DataPaths.CreateFile(path, size);
        try
        {
            // The reservation alone leaves the length at zero, and each append would then also change the inode.
            RandomAccess.SetLength(handle, size);
            return new DiskFile(handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    public IJournalFile Rename(string path, string name)
    {
        File.Move(path, name, overwrite: true);
        return new DiskFile(File.OpenHandle(name, FileMode.Open, FileAccess.Write, FileShare.ReadWrite));
    }

    private sealed class DiskFile(SafeFileHandle handle) : IJournalFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void FlushToDisk() => RandomAccess.FlushToDisk(handle);

        public void Dispose() => handle.Dispose();
    }
}
