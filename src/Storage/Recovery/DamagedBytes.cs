using System.Globalization;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Journal.Encoding;

namespace FerroGate.Storage.Recovery;

/// <summary>
/// Cuts what cannot be read from the end of a segment, and keeps a copy: a torn write is of no use to anybody, but rot in the
/// middle of a file is evidence.
/// </summary>
internal sealed class DamagedBytes(JournalFolder folder, string copies)
{
    /// <summary>Cuts a segment at <paramref name="offset"/>; <c>null</c> when nothing but zeros was there.</summary>
    public CutTail? Cut(SegmentRef segment, long offset)
    {
        var path = folder.PathOf(segment);
        var bytes = File.ReadAllBytes(path).AsSpan((int)offset);
        var tail = bytes[..(bytes.LastIndexOfAnyExcept((byte)0) + 1)];
        if (tail.Length > 0)
            KeepCopy(segment, offset, tail);

        if (offset < SegmentHeader.Size)
        {
            folder.Delete(segment);
        }
        else
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Write);
            RandomAccess.SetLength(file, offset);
            RandomAccess.FlushToDisk(file);
        }

        return tail.Length > 0 ? new CutTail(segment.ToString(), offset, tail.Length) : null;
    }

    private void KeepCopy(SegmentRef segment, long offset, ReadOnlySpan<byte> bytes)
    {
        DataPaths.CreateFolder(copies);
        var name = string.Create(CultureInfo.InvariantCulture, $"{segment.Journal}-{segment.Number:000000}-{offset}");
        using var copy = DataPaths.OpenFile(Path.Combine(copies, name), FileShare.None);
        copy.SetLength(0);
        copy.Write(bytes);
        copy.Flush(flushToDisk: true);
    }
}
