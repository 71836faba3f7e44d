using FerroGate.Core.Ledger;

namespace FerroGate.Core.Aggregates;

/// <summary>
/// The sums of the ledger, by hour, day and month and by whose usage it is. They are kept with each entry, so no question scans the
/// ledger. An exchange belongs to the moment at which it was reserved.
/// </summary>
public interface IUsageAggregates
{
    /// <summary>The sums that are asked for, by time and then by value; those without any entry are left out.</summary>
    Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation);

    /// <summary>Tells of the usage of every day from <paramref name="from"/> on, by day, as of one moment.</summary>
    Task ReadDaysAsync(DateOnly from, Action<DailyUsage> day, CancellationToken cancellation);
}
