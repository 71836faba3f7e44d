using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>A disk that can be told to fail, before, in the middle of, or after a write.</summary>
internal sealed class FailingFiles : IJournalFiles
{
    private readonly DiskFiles _disk = new();

    /// <summary>How many bytes can still be written; <c>null</c> is any number.</summary>
    public int? BytesLeft { get; set; }

    public bool FlushFails { get; set; }

    public bool CreateFails { get; set; }

    /// <summary>Held by a test to keep a write from ending.</summary>
    public ManualResetEventSlim Free { get; } = new(initialState: true);

    /// <summary>Set when a write has begun.</summary>
    public ManualResetEventSlim Entered { get; } = new();

    /// <summary>How many writes were made.</summary>
    public int Writes { get; private set; }

    public IJournalFile Create(string path, long size) =>
        CreateFails ? throw new IOException("No space left on device") : new FailingFile(this, _disk.Create(path, size));

    public IJournalFile Rename(string path, string name) => new FailingFile(this, _disk.Rename(path, name));

    private sealed class FailingFile(FailingFiles disk, IJournalFile file) : IJournalFile
    {
        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            disk.Entered.Set();
            disk.Free.Wait(Some.Token);
            disk.Writes++;
            if (disk.BytesLeft is { } left && left < bytes.Length)
            {
                file.Write(bytes[..left], offset);
                throw new IOException("No space left on device");
            }

            file.Write(bytes, offset);
        }

        public void FlushToDisk()
        {
            if (disk.FlushFails)
                throw new IOException("Input/output error");
            file.FlushToDisk();
        }

        public void Dispose() => file.Dispose();
    }
}
