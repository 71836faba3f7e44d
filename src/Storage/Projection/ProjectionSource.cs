using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>Hands out the entries of all journals in order, oldest journal first, in batches of one journal each.</summary>
internal sealed class ProjectionSource : IDisposable
{
    private const int BatchSize = 512;

    private readonly ILedgerStore _store;
    private readonly OpenSegments _open;
    private readonly SegmentSweeper _sweeper;
    private readonly List<JournalFollower> _followers = [];
    private readonly List<(SegmentRef Segment, long Last)> _passed = [];
    private readonly List<ProjectedEntry> _entries = [];
    private int _current;
    private long? _watermark;
    private long _last;

    public ProjectionSource(
        JournalFolder folder,
        IReadOnlyList<JournalId> older,
        FileJournal live,
        ILedgerStore store,
        OpenSegments open,
        SegmentSweeper sweeper)
    {
        (_store, _open, _sweeper) = (store, open, sweeper);
        foreach (var id in older)
            _followers.Add(new JournalFollower(folder, id, null) { OnPassed = Passed });
        _followers.Add(new JournalFollower(folder, live.Id, () => live.Committed) { OnPassed = Passed });
    }

    public JournalId Journal => _followers[_current].Id;

    /// <summary>
    /// The entries to be committed next; the same ones until <see cref="Commit"/> is called. Empty when all are committed.
    /// </summary>
    public IReadOnlyList<ProjectedEntry> Next()
    {
        if (_entries.Count > 0)
            return _entries;

        while (true)
        {
            Fill(_followers[_current]);
            if (_entries.Count > 0)
                return _entries;

            ReleasePassed();
            if (_current == _followers.Count - 1)
                return _entries;
            (_current, _watermark, _last) = (_current + 1, null, 0);
        }
    }

    /// <summary>Notes that the entries of the last batch are in the ledger.</summary>
    public void Commit()
    {
        foreach (var (_, entry) in _entries)
            _open.InLedger(entry.ExchangeId);
        _entries.Clear();
        ReleasePassed();
    }

    public void Dispose() => _followers.ForEach(follower => follower.Dispose());

    private void Fill(JournalFollower follower)
    {
        _watermark ??= _store.WatermarkOf(follower.Id);
        while (_entries.Count < BatchSize && follower.TryRead(out var record))
        {
            if (record.Settled is not null)
                _last = record.Sequence;
            if (record.Opened is { } opened)
                _open.Opened(opened.ExchangeId, follower.Segment);
            else if (record.Settled is { } entry && record.Sequence > _watermark)
                _entries.Add(new ProjectedEntry(record.Sequence, entry) { Failed = record.Failed });
            else if (record.Settled is { } known)
                _open.InLedger(known.ExchangeId);
        }
    }

    private void Passed(SegmentRef segment) => _passed.Add((segment, _last));

    private void ReleasePassed()
    {
        foreach (var (segment, last) in _passed)
            _sweeper.Projected(segment, last);
        _passed.Clear();
    }
}
