using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage;

/// <summary>Corrects an entry of a ledger that no gateway uses meanwhile, so that budgets have it from the next start on.</summary>
public static class LedgerCorrection
{
    /// <returns>The entry that was added; <c>null</c> when nothing was wrong.</returns>
    /// <exception cref="StoreException">A gateway runs, or there is no such exchange; the message says which.</exception>
    public static async Task<LedgerEntry?> RunAsync(
        string path, StoreOptions options, ExchangeId exchange, Correction correction, TimeProvider clock, CancellationToken cancellation = default)
    {
        await using var store = await LocalStore.OpenAsync(path, options, clock, cancellation);
        var entries = await store.Ledger.EntriesOfAsync(exchange, cancellation);
        if (!entries.Any(entry => entry.ExchangeId == exchange && entry.FailedAttempt is null && entry.Corrects is null))
            throw new StoreException($"The ledger has no exchange {exchange}; billing events have its identity in 'exchange_id'.");

        if (correction.EntryFor([.. entries.Where(entry => entry.FailedAttempt is null)], ExchangeId.New(clock), clock.GetUtcNow()) is not { } entry)
            return null;

        await store.Journal.SettleAsync(entry);
        return (await store.Ledger.EntriesOfAsync(exchange, cancellation))[^1];
    }
}
