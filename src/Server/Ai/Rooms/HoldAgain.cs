using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>
/// A part of Dispatch: before a request is sent once more, its hold has room for another attempt beside what those before it are
/// charged, in its budgets and in the journal.
/// </summary>
internal sealed class HoldAgain(IExchangeJournal journal, Entering entering, TimeProvider clock)
{
    /// <summary>Why the request may not be sent once more; <c>null</c> where it may.</summary>
    public async Task<Refusal?> EnterAsync(Exchange exchange)
    {
        var admitted = exchange.Admitted;
        var failed = Account.Of(exchange, exchange.Attempts.Where(attempt => attempt.IsCharged), clock.GetUtcNow());
        if (failed.Count == exchange.HeldFailures)
        {
            return null;
        }

        Task writing;
        entering.Enter();
        try
        {
            if (!await admitted.Reservation.TryExtendAsync(LedgerEntry.BudgetTokensOf(failed), LedgerEntry.CostOf(failed)))
            {
                return Unaffordable;
            }

            writing = journal.OpenAsync(admitted.Written with { Failed = failed });
        }
        finally
        {
            entering.Leave();
        }

        try
        {
            await writing.WaitAsync(admitted.Snapshot.Reliability.SettleTimeout, clock);
            exchange.HeldFailures = failed.Count;
            return null;
        }
        catch (Exception exception) when (exception is JournalUnavailableException or TimeoutException)
        {
            return Reserve.LedgerUnavailable;
        }
    }

    private static Refusal Unaffordable { get; } = new(
        429,
        ErrorType.RateLimit,
        RefusalCodes.BudgetExceeded,
        "A provider failed that may charge for this request, and what is left of a budget or of its tokens per minute is not enough to send it once more.");
}
