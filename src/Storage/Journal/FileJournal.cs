using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Journal;

/// <summary>
/// The journal of this process. One work item of the thread pool writes at a time, and all that came since the last write goes
/// into the next.
/// </summary>
/// <remarks>
/// The work item queues up behind the requests that run, so the busier the gateway is, the larger the groups and the cheaper a
/// record: some 3 µs of CPU for each of sixteen callers, 7 µs for one alone. A caller that writes by itself where nobody else
/// does was tried: it costs 6 µs in both cases, and a disk that hangs would hold the caller's thread.
/// </remarks>
internal sealed class FileJournal : IExchangeJournal, IThreadPoolWorkItem, IAsyncDisposable
{
    /// <summary>From here on even <see cref="DurabilityLevel.Relaxed"/> waits, so that a slow disk cannot fill the memory.</summary>
    private const int RelaxedLimit = 65_536;

    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(1);

    private readonly SegmentWriter _segments;
    private readonly DurabilityLevel _durability;
    private readonly Action<StoreFailure> _onFailure;
    private readonly ITimer _probe;

    // Guards the fields below it. Writing happens outside of it, by the one that has set _writing.
    private readonly Lock _gate = new();
    private RecordGroup _waiting = new();
    private RecordGroup _other = new();
    private bool _writing;
    private bool _stuck;
    private bool _closed;
    private TaskCompletionSource? _idle;

    private volatile bool _isAvailable = true;
    private volatile bool _isShort;

    public FileJournal(SegmentWriter segments, DurabilityLevel durability, TimeProvider clock, Action<StoreFailure> onFailure)
    {
        (_segments, _durability, _onFailure) = (segments, durability, onFailure);
        KeepReserve();
        using (ExecutionContext.SuppressFlow())
            _probe = clock.CreateTimer(static journal => ((FileJournal)journal!).Probe(), this, ProbeEvery, ProbeEvery);
    }

    /// <summary>Called after each group that was written.</summary>
    public Action? Grown { get; set; }

    /// <summary>It is written, and there is room for the end of all that is begun.</summary>
    public bool IsAvailable => _isAvailable && !_isShort;

    public JournalId Id => _segments.Id;

    public CommittedEnd Committed => _segments.Committed;

    public Task OpenAsync(OpenedExchange exchange) => _isShort
        ? Task.FromException(new JournalUnavailableException("The disk is full, and the last of it is for what runs already."))
        : AppendAsync(new PendingRecord(exchange, null));

    public Task SettleAsync(LedgerEntry entry, params IReadOnlyList<LedgerEntry> failed) => AppendAsync(new PendingRecord(null, entry) { Failed = failed });

    public Task WrittenAsync()
    {
        lock (_gate)
            return _writing ? _waiting.Written : Task.CompletedTask;
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TakeGroup() is { } group)
        {
            var failure = Write(group);

            // Nobody was told of a failure, so nothing of a relaxed group may be lost: it stays until the disk takes it.
            if (failure is null || _durability != DurabilityLevel.Relaxed || !TryPark())
                group.Complete(failure);
            else
                return;
        }
    }

    /// <summary>Writes what waits, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        Task idle;
        lock (_gate)
        {
            if (_closed)
                return;
            _closed = true;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
            if (!_writing || _stuck)
                Start();
        }

        await idle;
        await _probe.DisposeAsync();
        _segments.Dispose();
    }

    private Task AppendAsync(PendingRecord record)
    {
        lock (_gate)
        {
            if (_closed)
                return Task.FromException(new JournalUnavailableException("The journal is closed."));

            _waiting.Records.Add(record);
            if (!_writing)
                Start();
            return _durability == DurabilityLevel.Relaxed && _waiting.Records.Count < RelaxedLimit ? Task.CompletedTask : _waiting.Written;
        }
    }

    private JournalUnavailableException? Write(RecordGroup group)
    {
        if (group.Records.Count == 0)
            return null;

        try
        {
            _segments.Write(group.Records);
        }
        catch (Exception failure)
        {
            _isAvailable = false;
            _onFailure(new StoreFailure(StorePart.Journal, failure));
            return new JournalUnavailableException($"The journal cannot be written: {failure.Message}", failure);
        }

        BecomeAvailable();
        if (_segments.IsOnReserve)
            _isShort = true;
        Grown?.Invoke();
        return null;
    }

    /// <summary>
    /// Looks whether the file that is written is still there. While writes fail, tries again without waiting for somebody who
    /// wants to write.
    /// </summary>
    private void Probe()
    {
        if (_isAvailable)
        {
            CheckIsThere();
            if (_isAvailable)
                KeepReserve();
            return;
        }

        lock (_gate)
        {
            if (_closed || _isAvailable)
                return;
            if (_stuck)
            {
                Start();
                return;
            }

            if (_writing)
                return;
            _writing = true;
        }

        try
        {
            _segments.Probe();
            BecomeAvailable();
            KeepReserve();
        }
        catch (Exception failure)
        {
            _onFailure(new StoreFailure(StorePart.Journal, failure));
        }

        lock (_gate)
            GoOn();
    }

    /// <summary>Keeps room for what runs; while the disk has not got it, nothing else is begun.</summary>
    private void KeepReserve()
    {
        try
        {
            _segments.KeepReserve();
            _isShort = false;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            var isNew = !_isShort;
            _isShort = true;
            if (isNew)
                _onFailure(new StoreFailure(StorePart.Journal, failure));
        }
    }

    private void CheckIsThere()
    {
        try
        {
            _segments.CheckIsThere();
        }
        catch (IOException failure)
        {
            _isAvailable = false;
            _onFailure(new StoreFailure(StorePart.Journal, failure));
        }
    }

    private void BecomeAvailable()
    {
        if (!_isAvailable)
            _isAvailable = true;
    }

    private RecordGroup? TakeGroup()
    {
        lock (_gate)
        {
            // A group that could not be written before goes first.
            if (_other.Records.Count > 0)
                return _other;
            if (_waiting.IsIdle)
            {
                GoOn();
                return null;
            }

            Swap();
            return _other;
        }
    }

    private bool TryPark()
    {
        lock (_gate)
        {
            if (_closed)
                return false;
            return _stuck = true;
        }
    }

    private void Start()
    {
        (_writing, _stuck) = (true, false);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void GoOn()
    {
        if (!_waiting.IsIdle)
        {
            Start();
            return;
        }

        _writing = false;
        _idle?.TrySetResult();
    }

    private void Swap() => (_waiting, _other) = (_other, _waiting);
}
