using FerroGate.Core.Ledger;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>
/// Tells somebody of every settled exchange in the journals of this directory, in order, behind the back of the requests. Whoever is told keeps
/// itself how far it is; where telling fails, it is told again from there.
/// </summary>
internal sealed class SettledFollower : IAsyncDisposable
{
    private const int BatchSize = 64;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly JournalFolder _folder;
    private readonly SortedSet<JournalId> _older;
    private readonly FileJournal _live;
    private readonly ISettledExchanges _settled;
    private readonly StoreReport _report;
    private readonly TimeProvider _clock;
    private readonly Signal _news = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private SegmentRef? _passed;
    private int _round = -1;
    private Task _loop = Task.CompletedTask;

    public SettledFollower(JournalFolder folder, IEnumerable<JournalId> older, FileJournal live, ISettledExchanges settled, StoreReport report, TimeProvider clock)
    {
        (_folder, _older, _live, _settled, _report, _clock) = (folder, [.. older], live, settled, report, clock);
        live.Grown += Wake;
        settled.RoundBegan += Wake;
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(() => FollowAsync(_stop.Token));
    }

    /// <summary>Everything in the segment has been told.</summary>
    public bool HasPassed(SegmentRef segment)
    {
        lock (_lock)
            return _passed is { } passed && (segment.Journal.CompareTo(passed.Journal), segment.Number - passed.Number) is ( < 0, _) or (0, <= 0);
    }

    /// <summary>Follows the journal of another process, too, which is gone.</summary>
    public void Add(JournalId journal)
    {
        lock (_lock)
        {
            _older.Add(journal);
            _round = -1;
        }

        Wake();
    }

    public async ValueTask DisposeAsync()
    {
        _live.Grown -= Wake;
        _settled.RoundBegan -= Wake;
        await _stop.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    // What fails is begun again from where the other one says that it is.
    private async Task FollowAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await TellRoundAsync(stop);
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                if (failure is not CountersAwayException)
                    _report.Failed(new StoreFailure(StorePart.Limits, failure));
                await Task.Delay(Retry, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // Returns when there is another round.
    private async Task TellRoundAsync(CancellationToken stop)
    {
        int round;
        List<JournalId> journals;
        lock (_lock)
        {
            (round, _round, _passed) = (_settled.Round, _settled.Round, null);
            journals = [.. _folder.List().Where(_older.Contains), _live.Id];
        }

        await _settled.BeginAsync(round);
        var isWhole = _settled.IsWhole;
        foreach (var journal in journals)
        {
            var isLive = journal == _live.Id;
            SegmentRef? read = null;
            using var reader = new JournalFollower(_folder, journal, isLive ? () => _live.Committed : null, _folder.SegmentsOf(journal) is [var first, ..] ? first.Number - 1 : 0)
            {
                OnPassed = segment => read = segment,
            };
            var counted = await _settled.CountedAsync(journal.ToString());
            await TellAsync(reader, counted, Passed, stop);
            if (!isLive)
                continue;

            await _settled.ToldAsync(round);
            while (IsCurrent(round) && !stop.IsCancellationRequested)
            {
                await _news.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

                // What is not told before this process ends, the next one tells.
                using var last = stop.IsCancellationRequested ? new CancellationTokenSource(LastWords, _clock) : null;
                await TellAsync(reader, counted, Passed, last?.Token ?? stop);
            }

            // What was read and not told yet must stay, for it may have to be read again.
            void Passed()
            {
                lock (_lock)
                    _passed = isWhole ? read ?? _passed : _passed;
            }
        }
    }

    private bool IsCurrent(int round)
    {
        lock (_lock)
            return round == _round && round == _settled.Round;
    }

    private async Task TellAsync(JournalFollower reader, long counted, Action passed, CancellationToken stop)
    {
        var batch = new List<SettledExchange>();
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            while (batch.Count < BatchSize && reader.TryRead(out var record))
            {
                if (record.Settled is { } entry && record.Sequence > counted)
                    batch.Add(new SettledExchange(record.Sequence, entry, record.Failed));
            }

            if (batch.Count > 0)
                await _settled.CountAsync(reader.Id.ToString(), batch);
            passed();
            if (batch.Count == 0)
                return;
            batch.Clear();
        }
    }

    private void Wake() => _news.Set();
}
