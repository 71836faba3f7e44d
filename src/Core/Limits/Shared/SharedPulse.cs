namespace FerroGate.Core.Limits.Shared;

/// <summary>What a gateway says to the shared counters while it lives.</summary>
internal sealed class SharedPulse(ISharedCounters counters, SharedBudgets budgets, OpenReservations open, OwedReturns owed, Action<Exception> failed, TimeProvider clock)
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromMilliseconds(500);

    // Three times before a hold comes to its end.
    private static readonly TimeSpan HoldEvery = TimeSpan.FromSeconds(20);

    private long _held = clock.GetTimestamp();

    public async Task RunAsync(CancellationToken stop)
    {
        var wasAway = false;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!counters.IsAway)
                {
                    await budgets.BeatAsync(stop);
                    await owed.PayAsync();

                    // What was admitted meanwhile is not held yet.
                    if (wasAway || clock.GetElapsedTime(_held) >= HoldEvery)
                    {
                        await open.HoldAgainAsync();
                        (wasAway, _held) = (false, clock.GetTimestamp());
                    }
                }

                wasAway |= counters.IsAway;
            }
            catch (CountersAwayException)
            {
                wasAway = true;
            }
            catch (Exception failure) when (!stop.IsCancellationRequested)
            {
                // The ledger cannot be read now, and budgets that have to be built of it stay closed; it is tried again.
                failed(failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await budgets.WaitAsync(BeatEvery, stop);
        }
    }
}
