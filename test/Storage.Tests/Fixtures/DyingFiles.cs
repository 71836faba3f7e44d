using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>
/// A disk on which everything stops, as for a process that is killed, after so many bytes.
/// </summary>
internal sealed class DyingFiles(int bytesLeft) : IJournalFiles
{
    private readonly DiskFiles _disk = new();
    private int _bytesLeft = bytesLeft;

    public IJournalFile Create(string path, long size) => new DyingFile(this, _disk.Create(path, size));

    public IJournalFile Rename(string path, string name) => new DyingFile(this, _disk.Rename(path, name));

    private sealed class DyingFile(DyingFiles disk, IJournalFile file) : IJournalFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var part = Math.Min(bytes.Length, disk._bytesLeft);
            disk._bytesLeft -= part;
            file.Write(bytes[..part], offset);
            if (part < bytes.Length)
                throw new IOException("The process died.");
        }

        public void FlushToDisk() => file.FlushToDisk();

        public void Dispose() => file.Dispose();
    }
}
