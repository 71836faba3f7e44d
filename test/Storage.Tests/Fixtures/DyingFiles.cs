using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>
/// A disk on which everything stops, as for a process that is killed, in the middle of the write after the first few.
/// </summary>
internal sealed class DyingFiles(int writesLeft) : IJournalFiles
{
    private readonly DiskFiles _disk = new();
    private int _writesLeft = writesLeft;

    public IJournalFile Create(string path, long size) => new DyingFile(this, _disk.Create(path, size));

    private sealed class DyingFile(DyingFiles disk, IJournalFile file) : IJournalFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            var left = disk._writesLeft--;
            if (left == 0)
                file.Write(bytes[..(bytes.Length / 2)], offset);
            else if (left > 0)
                file.Write(bytes, offset);
            if (left <= 0)
                throw new IOException("The process died.");
        }

        public void FlushToDisk() => file.FlushToDisk();

        public void Dispose() => file.Dispose();
    }
}
