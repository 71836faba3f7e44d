using FerroGate.Core.Ledger;

namespace FerroGate.Core.Aggregates;

/// <summary>
/// What all gateways of a fleet have used: what has arrived in the database that they share, and what this one has not brought there yet.
/// Both together count each entry once.
/// </summary>
public interface IFleetUsage
{
    /// <summary>Tells of the usage of every day from <paramref name="from"/> on, and how far each journal has arrived, all as of one moment.</summary>
    /// <param name="from">The first day.</param>
    /// <param name="day">Is told of each day.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    /// <returns>The sequence number of the last entry of each journal that the days count.</returns>
    Task<IReadOnlyDictionary<string, long>> ReadDaysAsync(DateOnly from, Action<DailyUsage> day, CancellationToken cancellation);

    /// <summary>Tells of this gateway's entries that were settled by now and that the days do not count.</summary>
    /// <param name="arrived">How far each journal has arrived.</param>
    /// <param name="from">The first day.</param>
    /// <param name="entry">Is told of each entry.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    Task ReadWaitingAsync(IReadOnlyDictionary<string, long> arrived, DateOnly from, Action<LedgerEntry> entry, CancellationToken cancellation);
}
