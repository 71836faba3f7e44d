using FerroGate.Core.Exchanges;
using FerroGate.Core.Lists;

namespace FerroGate.Core.Ledger;

/// <summary>Reads the settled entries.</summary>
public interface ILedgerReader
{
    /// <summary>The newest entries first, those of failed attempts among them.</summary>
    Task<Page<LedgerEntry>> ListAsync(PageRequest page, CancellationToken cancellation);

    /// <summary>The entries of an exchange, its own, those of failed attempts and corrections, in the order in which they came.</summary>
    Task<IReadOnlyList<LedgerEntry>> EntriesOfAsync(ExchangeId exchange, CancellationToken cancellation);
}
