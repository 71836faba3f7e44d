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
    private readonly List<SegmentRef> _passed = [];
    private readonly List<ProjectedEntry> _entries = [];
    private int _current;
    private long? _watermark;

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
            _followers.Add(new JournalFollower(folder, id, null) { OnPassed = _passed.Add });
        _followers.Add(new JournalFollower(folder, live.Id, () => live.Committed) { OnPassed = _passed.Add });
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
            (_current, _watermark) = (_current + 1, null);
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
            if (record.Opened is { } opened)
                _open.Opened(opened.ExchangeId, follower.Segment);
            else if (record.Settled is { } entry && record.Sequence > _watermark)
                _entries.Add(new ProjectedEntry(record.Sequence, entry) { Failed = record.Failed });
            else if (record.Settled is { } known)
                _open.InLedger(known.ExchangeId);
        }
    }

    private void ReleasePassed()
    {
        _passed.ForEach(_sweeper.Projected);
        _passed.Clear();
    }
}
