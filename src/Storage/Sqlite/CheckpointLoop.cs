namespace FerroGate.Storage.Sqlite;

/// <summary>Checkpoints the databases now and then, so that no writer has to do it in the middle of its work.</summary>
internal sealed class CheckpointLoop : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly IReadOnlyList<Database> _databases;
    private readonly StoreReport _report;
    private readonly PeriodicTimer _timer;
    private readonly Task _loop;

    public CheckpointLoop(IReadOnlyList<Database> databases, TimeProvider clock, StoreReport report)
    {
        (_databases, _report) = (databases, report);
        using (ExecutionContext.SuppressFlow())
        {
            _timer = new PeriodicTimer(Every, clock);
            _loop = Task.Run(RunAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _loop;
    }

    private async Task RunAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            foreach (var database in _databases)
                Checkpoint(database);
        }
    }

    private void Checkpoint(Database database)
    {
        try
        {
            // Where a reader stands in the way, the next turn does it.
            Checkpoints.TryComplete(database);
        }
        catch (Exception failure)
        {
            _report.Failed(new StoreFailure(StorePart.Upkeep, failure));
        }
    }
}
