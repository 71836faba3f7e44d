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

    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasTakenOver;

    /// <summary>All that it has admitted to budgets is in its journal, and it admits nobody else.</summary>
    public void Written() => _written.TrySetResult();

    /// <summary>Tells what was spent at this moment; what is held and spent from then on, <see cref="Follow"/> counts.</summary>
    public void Begin(QuotaChange change) => journal.Begin(change.Ranges, change.Add);

    /// <summary>Counts what is held now, and was spent since.</summary>
    /// <returns>Whether that was possible.</returns>
    public bool Follow()
    {
        if (holds is null)
            return true;

        try
        {
            journal.Follow(holds.Opened, holds.Settled);
            return true;
        }
        catch (IOException exception)
        {
            Log.CannotFollow(logger, exception);
            return false;
        }
    }

    /// <param name="ended">Completes when the process has ended.</param>
    /// <param name="stop">This process ends earlier; the next one does the rest.</param>
    public async Task RunAsync(Task ended, CancellationToken stop)
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

        try
        {
            Follow();
            var left = await journal.FinishAsync();
            foreach (var entry in left)
                holds?.Settled(entry, isCounted: false);
            holds?.ReleaseAll();

            Log.Ended(logger, left.Count);
        }
        catch (Exception exception)
        {
            Log.NotFinished(logger, exception);
        }
        finally
        {
            TakeOver();
        }
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

        [LoggerMessage(Level = LogLevel.Error, Message = "What the process before this one left open could not be settled; the next start does it.")]
        public static partial void NotFinished(ILogger logger, Exception exception);
    }
}
