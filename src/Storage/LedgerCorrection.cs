using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage;

/// <summary>Corrects an entry of a ledger that no gateway uses meanwhile, so that budgets have it from the next start on.</summary>
public static class LedgerCorrection
{
    /// <returns>The entry that was added; <c>null</c> when nothing was wrong.</returns>
    /// <exception cref="StoreException">A gateway runs, there is no such exchange, or it cannot be put right so; the message says which.</exception>
    public static async Task<LedgerEntry?> RunAsync(
        string path, StoreOptions options, ExchangeId exchange, Correction correction, TimeProvider clock, CancellationToken cancellation = default)
    {
        await using var store = await LocalStore.OpenAsync(path, options, clock, cancellation);
        return await store.Turns.TakeAsync(
            exchange,
            async entries =>
            {
                if (CorrectedEntry.Of(entries, exchange, correction.FailedAttempt) is not { } before)
                    throw new StoreException($"The ledger has no such entry of an exchange {exchange}; billing events have its identity in 'exchange_id'.");
                if (correction.Fault(before) is { } fault)
                    throw new StoreException(fault);

                var entry = correction.EntryFor(before, ExchangeId.New(clock), clock.GetUtcNow());
                if (entry is not null)
                    await store.Journal.SettleAsync(entry);
                return entry;
            },
            cancellation);
    }
}
