using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>The ledger of the fleet with everything that this gateway has settled, or its own where that is away.</summary>
internal sealed class FleetLedger(FleetStore fleet, ILedgerReader shared, ILedgerReader own) : ILedgerReader
{
    public async Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation)
    {
        await fleet.BringAsync(cancellation);
        return await FleetPages.ReadAsync(page, () => shared.ListAsync(page, cancellation), () => own.ListAsync(page, cancellation));
    }

    public async Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(ExchangeId exchange, CancellationToken cancellation)
    {
        await fleet.BringAsync(cancellation);
        try
        {
            return await shared.EntriesOfAsync(exchange, cancellation);
        }
        catch (PostgresAwayException)
        {
            return await own.EntriesOfAsync(exchange, cancellation);
        }
    }
}
