namespace FerroGate.Core.Ledger;

/// <summary>
/// The append-only journal in front of every ledger store. A task that it returns completes when the record is as
/// durable as the config asks, and faults with <see cref="JournalUnavailableException"/> when it cannot be written.
/// </summary>
public interface IExchangeJournal
{
    /// <summary>Can take records; <c>false</c> after a write failed, until one succeeds.</summary>
    bool IsAvailable { get; }

    /// <summary>
    /// Notes that an exchange is about to be dispatched, or to be sent once more: what is noted last of an exchange holds.
    /// </summary>
    Task OpenAsync(OpenedExchange exchange);

    /// <summary>Notes how an exchange ended. Called once for each that was opened.</summary>
    /// <param name="entry">The account of the exchange.</param>
    /// <param name="failed">Those of its attempts that failed and were charged: they are written with it, or not at all.</param>
    Task SettleAsync(LedgerEntry entry, params IReadOnlyList<LedgerEntry> failed);

    /// <summary>
    /// Completes when whoever reads the journal finds all that was noted before, also where nobody who notes something waits for that.
    /// </summary>
    Task WrittenAsync();
}
