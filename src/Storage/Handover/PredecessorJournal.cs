using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Recovery;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Handover;

/// <summary>
/// The journal of the process before this one, which may still write it. What it holds and settles counts here too; when it is
/// gone, what it left open is settled, and what is not in the ledger yet is brought there.
/// </summary>
/// <remarks>For one thread at a time.</remarks>
public sealed class PredecessorJournal : IDisposable
{
    private const int BatchSize = 512;

    private readonly JournalFolder _folder;
    private readonly JournalId _id;
    private readonly SqliteLedger _ledger;
    private readonly SqliteLedgerStore _store;
    private readonly FileJournal _own;
    private readonly DamagedBytes _damage;
    private readonly HeldExchanges _background;
    private readonly TimeProvider _clock;
    private GrowingJournal? _reader;
    private IReadOnlyList<LedgerEntry>? _left;
    private long _counted;

    internal PredecessorJournal(
        JournalFolder folder, JournalId id, SqliteLedger ledger, SqliteLedgerStore store, FileJournal own, DamagedBytes damage, HeldExchanges background, TimeProvider clock) =>
        (_folder, _id, _ledger, _store, _own, _damage, _background, _clock) = (folder, id, ledger, store, own, damage, background, clock);

    /// <summary>Everything that was left open is settled; nobody writes the journal any more.</summary>
    internal event Action<JournalId>? Finished;

    /// <summary>
    /// What was spent in some ranges as the ledger has it; what is settled after that, <see cref="Follow"/> tells.
    /// </summary>
    public void Begin(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage)
    {
        _counted = _ledger.Usage.ReadPast(ranges, _id, usage);
        _reader = new GrowingJournal(_folder, _id);
    }

    /// <summary>Tells of everything that has been written since the last call.</summary>
    /// <param name="opened">An exchange began, or is sent once more.</param>
    /// <param name="settled">An exchange was settled, or a failed attempt of one, and whether the sums of <see cref="Begin"/> have it already.</param>
    public void Follow(Action<OpenedExchange> opened, Action<LedgerEntry, bool> settled)
    {
        while (_reader?.TryRead(out var record) == true)
        {
            if (record.Opened is { } begun)
            {
                opened(begun);
            }
            else if (record.Settled is { } entry)
            {
                foreach (var each in record.Failed.Prepend(entry))
                    settled(each, record.Sequence <= _counted);
            }
        }
    }

    /// <summary>
    /// The process is gone: settles what it left open, but for what goes on in the background, and completes the ledger. Where that fails it is
    /// called again, and goes on.
    /// </summary>
    /// <returns>The entries of what was left open.</returns>
    public async Task<IReadOnlyList<LedgerEntry>> FinishAsync()
    {
        _reader?.Dispose();
        _reader = null;
        _left ??= await CrashSettlement.RunAsync(_background.Without(JournalScan.RunOn(_folder, _id, _damage).Unsettled), _own, _clock);
        await Task.Run(Project);
        _background.ReleaseSettled(_ledger);
        Finished?.Invoke(_id);
        return _left;
    }

    public void Dispose() => _reader?.Dispose();

    private void Project()
    {
        var known = _store.WatermarkOf(_id);
        using var follower = new JournalFollower(_folder, _id, live: null) { OnPassed = _ => { } };
        var batch = new List<ProjectedEntry>(BatchSize);
        while (follower.TryRead(out var record))
        {
            if (record.Settled is not { } entry || record.Sequence <= known)
                continue;

            batch.Add(new ProjectedEntry(record.Sequence, entry) { Failed = record.Failed });
            if (batch.Count == BatchSize)
                Flush();
        }

        Flush();

        void Flush()
        {
            if (batch.Count > 0)
                _store.Add(_id, batch);
            batch.Clear();
        }
    }
}
