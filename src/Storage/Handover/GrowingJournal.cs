using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Handover;

/// <summary>
/// Reads a journal that another process writes at the same time. Of a record that is just being written a part may be seen; it is
/// looked at again later.
/// </summary>
internal sealed class GrowingJournal : IDisposable
{
    private readonly JournalFolder _folder;
    private readonly JournalId _id;
    private SegmentRef _segment;
    private SegmentReader? _reader;

    public GrowingJournal(JournalFolder folder, JournalId id)
    {
        (_folder, _id) = (folder, id);

        // Of what was deleted every entry is in the ledger, and nothing is open.
        _segment = folder.SegmentsOf(id) is [var first, ..] ? first : new SegmentRef(id, 1);
    }

    /// <summary>Reads the next record; <c>false</c> when there is none for now.</summary>
    public bool TryRead(out JournalRecord record)
    {
        record = default;
        while (true)
        {
            if (_reader?.Read(long.MaxValue, out record) == ReadResult.Record)
                return true;

            // Asked before looking again: a segment that had a successor by then gets nothing more.
            var next = new SegmentRef(_id, _segment.Number + 1);
            var isFull = File.Exists(_folder.PathOf(next));
            _reader ??= Open();
            _reader?.Refresh();
            if (_reader?.Read(long.MaxValue, out record) == ReadResult.Record)
                return true;

            if (!isFull)
                return false;

            _reader?.Dispose();
            (_reader, _segment) = (null, next);
        }
    }

    public void Dispose() => _reader?.Dispose();

    // A segment has a name before it has a header.
    private SegmentReader? Open() => File.Exists(_folder.PathOf(_segment)) ? SegmentReader.Open(_folder.PathOf(_segment)) : null;
}
