using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Lists;

namespace FerroGate.Core.Aggregates;

/// <summary>
/// The sums of the ledger, by hour, day and month and by whose usage it is. They are kept with each entry, so no question scans the
/// ledger. An exchange belongs to the moment at which it was reserved.
/// </summary>
public interface IUsageAggregates
{
    /// <summary>The sums that are asked for, by time and then by value; those without any entry are left out.</summary>
    Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation);

    /// <summary>
    /// Tells of all usage in some ranges, and of the entries that it counts of certain exchanges, so that
    /// whoever counts those otherwise can leave them out: all as of one moment.
    /// </summary>
    /// <param name="ranges">Which sums.</param>
    /// <param name="usage">Is told of each sum.</param>
    /// <param name="exchanges">Is asked for those exchanges, when the sums have been read.</param>
    /// <param name="entry">Is told of their entries.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    Task ReadPastAsync(
        IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation);
}
