using FerroGate.Core.Ledger;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Recovery;

/// <summary>
/// Exchanges whose response is made in the background: the end of a process is not theirs, for they are settled when the result is
/// known.
/// </summary>
internal sealed class HeldExchanges(SqliteStoredObjects stored)
{
    /// <summary>What is left without them.</summary>
    public IReadOnlyCollection<OpenedExchange> Without(IReadOnlyCollection<OpenedExchange> unsettled)
    {
        if (unsettled.Count == 0)
            return unsettled;

        var held = stored.HeldExchanges();
        return [.. unsettled.Where(opened => !held.Contains(opened.ExchangeId))];
    }

    /// <summary>A process may have died between an entry and the release of its hold.</summary>
    public void ReleaseSettled(SqliteLedger ledger)
    {
        foreach (var hold in stored.Holds())
        {
            if (ledger.Has(hold.Exchange.ExchangeId))
                stored.Release(hold.Exchange.ExchangeId);
        }
    }
}
