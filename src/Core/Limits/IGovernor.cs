using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>
/// Admits exchanges within the limits and budgets of everybody they are counted under: all are taken in one step, all or none, before
/// anything is dispatched.
/// </summary>
public interface IGovernor
{
    /// <summary>Is told, outside of all locks, when a budget has been spent so far that somebody wants to know it.</summary>
    event Action<BudgetAlert>? Alerted;

    /// <summary>
    /// Prepares other rules beside the limits of keys themselves. What meters have counted they go on with; one change at a time.
    /// </summary>
    IQuotaChange Change(QuotaRules rules);

    /// <summary>A budget in money counts requests of the key for the model, so they need targets with a price.</summary>
    bool CountsMoney(VirtualKey key, string model);

    /// <summary>
    /// Takes what a request claims, or as much of its output as is left where that may be cut down, or says why not and takes nothing.
    /// Where it fits what was spent and others only hold the rest, it waits for them in line.
    /// </summary>
    /// <param name="claim">What is asked for.</param>
    /// <param name="patience">How long it waits for what others hold.</param>
    /// <param name="cancellation">Nobody wants it any more.</param>
    ValueTask<Outcome<Reservation>> ReserveAsync(Claim claim, TimeSpan patience, CancellationToken cancellation);

    /// <summary>Holds what an exchange may use that another process has admitted; whoever follows that process settles it.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="isRunning">Its client has not got its answer yet.</param>
    Reservation Adopt(OpenedExchange exchange, bool isRunning);

    /// <summary>Counts what puts a settled exchange right, in the periods of that exchange.</summary>
    /// <param name="correction">The entry that does.</param>
    /// <param name="write">Writes it to the journal.</param>
    Task CorrectAsync(LedgerEntry correction, Func<Task> write);

    /// <summary>Another process admits from now on.</summary>
    void HandOver();
}
