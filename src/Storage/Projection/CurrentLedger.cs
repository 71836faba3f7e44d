using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;

namespace FerroGate.Storage.Projection;

/// <summary>
/// A ledger that shows every entry that was settled before it was asked. Where the database cannot take the newest ones, it
/// shows what it has: a list that is a little behind is better than none.
/// </summary>
internal sealed class CurrentLedger(ILedgerReader ledger, Projector projector) : ILedgerReader
{
    public async Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        await projector.TryProjectToEndAsync(cancellation);
        return await ledger.ListAsync(page, cancellation);
    }

    public async Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(ExchangeId exchange, CancellationToken cancellation)
    {
        await projector.TryProjectToEndAsync(cancellation);
        return await ledger.EntriesOfAsync(exchange, cancellation);
    }
}
