using FerroGate.Storage.Postgres;

namespace FerroGate.Storage.Upkeep;

/// <summary>Deletes what is not kept any longer, at the start and each hour, a part at a time: whoever writes meanwhile never waits long.</summary>
internal sealed class RetentionLoop : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // Longer than somebody who found the database locked sleeps before looking again.
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(150);

    private readonly IReadOnlyList<IRetained> _retained;
    private readonly TimeProvider _clock;
    private readonly StoreReport _report;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public RetentionLoop(IReadOnlyList<IRetained> retained, TimeProvider clock, StoreReport report)
    {
        (_retained, _clock, _report) = (retained, clock, report);
        using (ExecutionContext.SuppressFlow())
            _loop = Task.Run(RunAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Every, _clock);
        try
        {
            do
            {
                foreach (var retained in _retained)
                    await PruneQuietlyAsync(retained);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
        }
    }

    // The next hour tries again.
    private async Task PruneQuietlyAsync(IRetained retained)
    {
        try
        {
            await foreach (var _ in retained.PruneAsync(_clock.GetUtcNow(), _stop.Token))
                await Task.Delay(Breath, _clock, _stop.Token);
        }
        catch (PostgresAwayException)
        {
            // Whoever met it has told.
        }
        catch (Exception failure) when (!_stop.IsCancellationRequested)
        {
            _report.Failed(new StoreFailure(StorePart.Upkeep, failure));
        }
    }
}
