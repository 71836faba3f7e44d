namespace FerroGate.Storage.Journal;

/// <summary>One segment file as its writer sees it; the seam where tests make a disk fail.</summary>
internal interface IJournalFile : IDisposable
{
    /// <summary>Hands bytes to the operating system; when it throws, any part of them may have been written.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Returns when the disk has everything that was written.</summary>
    void FlushToDisk();
}
