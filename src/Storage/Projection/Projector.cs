using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>
/// Copies settled entries from the journals to the ledger, behind the back of the requests: a database that fails is tried
/// again, and the journal keeps what it has not got.
/// </summary>
internal sealed class Projector : IAsyncDisposable
{
    // Long enough for a busy gateway to commit many entries at once, short enough for nobody to notice.
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(10);

    private readonly ProjectionSource _source;
    private readonly SegmentSweeper _sweeper;
    private readonly ILedgerStore _store;
    private readonly FileJournal _live;
    private readonly TimeProvider _clock;
    private readonly StoreReport _report;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Signal _grown = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _loop = Task.CompletedTask;

    public Projector(
        ProjectionSource source, SegmentSweeper sweeper, ILedgerStore store, FileJournal live, TimeProvider clock, StoreReport report) =>
        (_source, _sweeper, _store, _live, _clock, _report) = (source, sweeper, store, live, clock, report);

    /// <summary>Starts to follow the live journal.</summary>
    public void Start()
    {
        _live.Grown += Wake;
        Wake();
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(() => FollowAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Returns when everything that was committed to the journals by now is in the ledger.</summary>
    public async Task ProjectToEndAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            for (var entries = _source.Next(); entries.Count > 0; entries = _source.Next())
            {
                cancellation.ThrowIfCancellationRequested();
                _report.CountDuplicates(_store.Add(_source.Journal, entries));
                _source.Commit();
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Does it as far as the ledger takes it, and reports where it does not.</summary>
    public async Task TryProjectToEndAsync(CancellationToken cancellation)
    {
        try
        {
            await ProjectToEndAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _report.Failed(new StoreFailure(StorePart.Ledger, failure));
        }
    }

    /// <summary>Deletes the segments that are no longer needed.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            _sweeper.Sweep();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Stops following; what is not in the ledger yet is left to the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        _live.Grown -= Wake;
        await _stop.CancelAsync();
        await _loop;
        await _turn.WaitAsync();
        _source.Dispose();
        _turn.Dispose();
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        var retry = FirstRetry;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await _grown.WaitAsync(stop);
                await Task.Delay(GatherFor, _clock, stop);
                await ProjectToEndAsync(stop);
                retry = FirstRetry;
                await SweepQuietlyAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                _report.Failed(new StoreFailure(StorePart.Ledger, failure));
                Wake();
                await Task.Delay(retry, _clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }
        }
    }

    /// <summary>A segment that cannot be deleted keeps no entry from the ledger; the next entries try again.</summary>
    private async Task SweepQuietlyAsync(CancellationToken stop)
    {
        try
        {
            await SweepAsync(stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _report.Failed(new StoreFailure(StorePart.Upkeep, failure));
        }
    }

    private void Wake() => _grown.Set();
}
