using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>Reads one journal from its first segment that is there, behind its writer where it has one.</summary>
/// <param name="folder">Where the journal lies.</param>
/// <param name="id">Which journal.</param>
/// <param name="live">Up to where it may be read; <c>null</c> for the journal of a process that is gone.</param>
/// <param name="before">The segment before the first that is there.</param>
internal sealed class JournalFollower(JournalFolder folder, JournalId id, Func<CommittedEnd>? live, int before = 0) : IDisposable
{
    private readonly Queue<SegmentRef> _older = new(live is null ? folder.SegmentsOf(id) : []);
    private SegmentReader? _reader;

    public JournalId Id => id;

    /// <summary>The segment that the last record came from.</summary>
    public SegmentRef Segment { get; private set; } = new(id, before);

    /// <summary>Called for each segment of which every record was read and to which none will be added.</summary>
    public required Action<SegmentRef> OnPassed { get; init; }

    /// <summary>Reads the next record; <c>false</c> when there is none for now.</summary>
    public bool TryRead(out JournalRecord record)
    {
        while (true)
        {
            // Taken before reading: a segment that was full by then gets nothing more.
            var end = live?.Invoke();
            if (_reader is null && !TryEnterNext(end))
            {
                record = default;
                return false;
            }

            var isLast = end?.Segment == Segment.Number;
            switch (_reader!.Read(isLast ? end!.Offset : long.MaxValue, out record))
            {
                case ReadResult.Record:
                    return true;
                case ReadResult.Damaged:
                    throw new InvalidDataException($"Journal segment {Segment} is damaged at {_reader.Position}; a restart cuts it there.");
                case ReadResult.End when isLast:
                    return false;
                default:
                    _reader.Dispose();
                    _reader = null;
                    OnPassed(Segment);
                    break;
            }
        }
    }

    public void Dispose() => _reader?.Dispose();

    private bool TryEnterNext(CommittedEnd? end)
    {
        SegmentRef next;
        if (end is not null)
            next = new SegmentRef(id, Segment.Number + 1);
        else if (!_older.TryDequeue(out next))
            return false;

        _reader = SegmentReader.Open(folder.PathOf(next))
            ?? throw new InvalidDataException($"Journal segment {next} has lost its header.");
        Segment = next;
        return true;
    }
}
