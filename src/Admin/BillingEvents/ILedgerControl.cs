using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Admin.BillingEvents;

/// <summary>Puts entries of the ledger right while the gateway runs.</summary>
public interface ILedgerControl
{
    /// <summary>Adds the entry that makes what is said true; it counts in budgets when this is done.</summary>
    /// <param name="exchange">The exchange whose entry was wrong.</param>
    /// <param name="correction">What it really used and cost.</param>
    /// <param name="version">The state that it was said about; <c>null</c> for whichever there is.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Nobody waits any more; what has begun is not left half-way.</param>
    Task<CorrectionAnswer> CorrectAsync(ExchangeId exchange, Correction correction, long? version, AdminActor actor, CancellationToken cancellation);
}
