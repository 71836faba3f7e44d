namespace FerroGate.Core.Ledger;

/// <summary>
/// The append-only journal in front of every ledger store. A task that it returns completes when the record is as
/// durable as the config asks, and faults with <see cref="JournalUnavailableException"/> when it cannot be written.
/// </summary>
public interface IExchangeJournal
{
    /// <summary>Can take records; <c>false</c> after a write failed, until one succeeds.</summary>
    bool IsAvailable { get; }

    /// <summary>Notes that an exchange is about to be dispatched.</summary>
    Task OpenAsync(OpenedExchange exchange);

    /// <summary>Notes how an exchange ended. Called once for each that was opened.</summary>
    Task SettleAsync(LedgerEntry entry);
}
