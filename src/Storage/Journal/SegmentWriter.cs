using FerroGate.Storage.Journal.Encoding;

namespace FerroGate.Storage.Journal;

/// <summary>
/// Writes groups of records at the end of a journal, into segments of reserved space, and keeps the end readable when a
/// write fails: what a failed group may have left is overwritten with zeros before anything else is written.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class SegmentWriter : IDisposable
{
    private readonly JournalFolder _folder;
    private readonly IJournalFiles _files;
    private readonly JournalReserve _reserve;
    private readonly int _segmentSize;
    private readonly bool _flush;
    private readonly byte[] _chain = new byte[RecordFrame.ChainSize];
    private readonly byte[] _nextChain = new byte[RecordFrame.ChainSize];
    private readonly RecordBuffer _group = new();
    private IJournalFile? _file;
    private int _number;
    private long _capacity;
    private long _position;
    private int _dirty;
    private bool _isFull;
    private long _nextSequence = 1;
    private volatile CommittedEnd _committed;
    private volatile bool _isLost;
    private volatile bool _isOnReserve;

    public SegmentWriter(JournalFolder folder, JournalId id, IJournalFiles files, int segmentSize, bool flush)
    {
        (_folder, Id, _files, _segmentSize, _flush) = (folder, id, files, segmentSize, flush);
        _reserve = new JournalReserve(files, folder.Reserve, segmentSize);
        _committed = new CommittedEnd(0, 0);
        folder.Create(id);
        try
        {
            Rotate(0);
        }
        catch (DirectoryNotFoundException)
        {
            // A process that hands over to this one tidies up among the journals, and an empty folder is nothing to it.
            folder.Create(id);
            Rotate(0);
        }
    }

    public JournalId Id { get; }

    /// <summary>May be read from any thread.</summary>
    public CommittedEnd Committed => _committed;

    /// <summary>The room is used that was kept for what runs when the disk is full.</summary>
    public bool IsOnReserve => _isOnReserve;

    /// <summary>Keeps such room, again where it was used; throws while the disk has not got it. May be called from any thread.</summary>
    public void KeepReserve()
    {
        _reserve.Make();
        _isOnReserve = false;
    }

    /// <summary>Writes all records or none of them.</summary>
    public void Write(IReadOnlyList<PendingRecord> records)
    {
        // A file without a name takes every write, and nobody finds it again.
        if (_isLost)
            CheckIsThere();
        Repair();
        _group.Clear();
        _chain.CopyTo(_nextChain, 0);
        for (var i = 0; i < records.Count; i++)
            RecordForm.Write(_group, records[i], _nextChain);

        if (_isFull || _group.Length > _capacity - _position)
            Rotate(_group.Length);
        Commit(_group.Written);
        _nextChain.CopyTo(_chain, 0);
        _nextSequence += records.Count;
        _position += _group.Length;
        _committed = new CommittedEnd(_number, _position);
    }

    /// <summary>Makes the end of the file clean again after a failed write; throws while the disk does not let it.</summary>
    public void Repair()
    {
        if (_dirty == 0)
            return;

        _file!.Write(new byte[_dirty], _position);
        if (_flush)
            _file.FlushToDisk();
        _dirty = 0;
    }

    /// <summary>Shows whether the disk takes writes again, room for a segment included.</summary>
    public void Probe()
    {
        CheckIsThere();
        Repair();
        if (_isFull)
            Rotate(0);
    }

    /// <summary>Throws when somebody has removed or moved the segment that is written; may be called from any thread.</summary>
    public void CheckIsThere()
    {
        var committed = _committed;
        _isLost = !File.Exists(_folder.PathOf(new SegmentRef(Id, committed.Segment))) && committed.Segment == _committed.Segment;
        if (_isLost)
            throw new IOException("The journal was removed while the gateway runs; put its directory back or start the gateway anew.");
    }

    public void Dispose() => _file?.Dispose();

    private void Commit(ReadOnlySpan<byte> group)
    {
        _dirty = group.Length;
        try
        {
            _file!.Write(group, _position);
            if (_flush)
                _file.FlushToDisk();
        }
        catch
        {
            // Whole records of the group may be in the file. They were not accepted, so they must not be found there
            // after a crash. A disk that refuses this too is tried again before the next write.
            try
            {
                Repair();
            }
            catch (Exception)
            {
            }

            throw;
        }

        _dirty = 0;
    }

    private (IJournalFile File, long Capacity) NewSegment(string path, long capacity)
    {
        try
        {
            return (_files.Create(path, capacity), capacity);
        }
        catch (IOException) when (_reserve.Take(path, capacity) is { } taken)
        {
            _isOnReserve = true;
            return taken;
        }
    }

    private void Rotate(int room)
    {
        _isFull = true;
        var next = new SegmentRef(Id, _number + 1);
        var (file, capacity) = NewSegment(_folder.PathOf(next), Math.Max(_segmentSize, SegmentHeader.Size + room));
        try
        {
            var header = new byte[SegmentHeader.Size];
            new SegmentHeader(Id, next.Number, _nextSequence, _chain).Write(header);
            file.Write(header, 0);
            if (_flush)
                file.FlushToDisk();
        }
        catch
        {
            file.Dispose();
            throw;
        }

        _file?.Dispose();
        (_file, _number, _capacity, _position, _isFull) = (file, next.Number, capacity, SegmentHeader.Size, false);
        _committed = new CommittedEnd(_number, _position);
    }
}
