using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Storage.Handover;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>
/// Follows the process that hands over to this one to its end: what its exchanges hold and spend counts for the limits here, and
/// what it leaves open is settled.
/// </summary>
/// <param name="journal">What it writes.</param>
/// <param name="holds">What it holds, for the limits here; <c>null</c> where it counts in the same place itself.</param>
/// <param name="takeOver">Called once when all that it has admitted to budgets is known here.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Is told how it ends.</param>
internal sealed partial class PredecessorWatch(PredecessorJournal journal, PredecessorHolds? holds, Action takeOver, TimeProvider clock, ILogger<PredecessorWatch> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IReadOnlyList<LedgerEntry>? _left;
    private bool _hasTakenOver;

    /// <summary>All that it has admitted to budgets is in its journal, and it admits nobody else.</summary>
    public void Written() => _written.TrySetResult();

    /// <summary>Tells what was spent at this moment; what is held and spent from then on, <see cref="Follow"/> counts.</summary>
    public void Begin(QuotaChange change) => journal.Begin(change.Ranges, change.Add);

    /// <summary>Holds what goes on in the background, whichever process has begun it; before the first <see cref="Follow"/>.</summary>
    public void Hold(OpenedExchange exchange) => holds?.Opened(exchange, isRunning: false);

    /// <summary>Counts what is held now, and was spent since.</summary>
    /// <returns>Whether that was possible.</returns>
    public bool Follow()
    {
        if (holds is null)
            return true;

        try
        {
            journal.Follow(exchange => holds.Opened(exchange), holds.Settled);
            return true;
        }
        catch (Exception exception)
        {
            Log.CannotFollow(logger, exception);
            return false;
        }
    }

    /// <param name="ended">Completes when the process has ended.</param>
    /// <param name="adopt">Holds what it leaves to go on in the background, before it is held here no longer.</param>
    /// <param name="stop">This process ends earlier; the next one does the rest.</param>
    public async Task RunAsync(Task ended, Func<Task> adopt, CancellationToken stop)
    {
        while (!ended.IsCompleted)
        {
            var delay = Task.Delay(Interval, clock, stop);
            await (_hasTakenOver ? Task.WhenAny(ended, delay) : Task.WhenAny(ended, delay, _written.Task));
            if (stop.IsCancellationRequested)
                return;

            var isWritten = _written.Task.IsCompleted;
            if (Follow() && isWritten)
                TakeOver();
        }

        while (!await TryFinishAsync(adopt) && !stop.IsCancellationRequested)
            await Task.Delay(Retry, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> TryFinishAsync(Func<Task> adopt)
    {
        if (!Follow())
            return false;

        TakeOver();
        try
        {
            _left ??= Count(await journal.FinishAsync());
            await adopt();
            holds?.ReleaseAll();
            Log.Ended(logger, _left.Count);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (Exception exception)
        {
            Log.NotFinished(logger, exception);
            return false;
        }
    }

    private IReadOnlyList<LedgerEntry> Count(IReadOnlyList<LedgerEntry> left)
    {
        foreach (var entry in left)
            holds?.Settled(entry, isCounted: false);
        return left;
    }

    private void TakeOver()
    {
        if (_hasTakenOver)
            return;

        _hasTakenOver = true;
        takeOver();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "the process before this one has ended; {Count} exchanges that it left open are settled")]
        public static partial void Ended(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The journal of the process before this one cannot be followed just now.")]
        public static partial void CannotFollow(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "What the process before this one left open could not be settled; it is tried again.")]
        public static partial void NotFinished(ILogger logger, Exception exception);
    }
}
