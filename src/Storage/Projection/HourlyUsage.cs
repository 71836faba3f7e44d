using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Projection;

/// <summary>Puts entries together in memory, so that each row of the sums is written once.</summary>
internal sealed class HourlyUsage
{
    private readonly Dictionary<(DateTimeOffset Start, UsageSubject Subject), UsageSum> _hours = [];

    public void Add(LedgerEntry entry) =>
        Add(_hours, (UsageSpan.Hour.StartOf(entry.ReservedAt), UsageSubject.Of(entry)), UsageSum.Of(entry));

    /// <summary>The same, but telling apart less.</summary>
    public HourlyUsage Of(UsageRollup rollup)
    {
        if (rollup == UsageRollup.ByEverything)
            return this;

        var fewer = new HourlyUsage();
        foreach (var ((hour, subject), sum) in _hours)
            Add(fewer._hours, (hour, rollup.Of(subject)), sum);
        return fewer;
    }

    /// <summary>The sums of each hour, then of each day, then of each month.</summary>
    public IEnumerable<(UsageSpan Span, DateTimeOffset Start, UsageSubject Subject, UsageSum Sum)> Sums()
    {
        foreach (var span in (UsageSpan[])[UsageSpan.Hour, UsageSpan.Day, UsageSpan.Month])
        {
            foreach (var ((start, subject), sum) in span == UsageSpan.Hour ? _hours : Coarser(span))
                yield return (span, start, subject, sum);
        }
    }

    private Dictionary<(DateTimeOffset Start, UsageSubject Subject), UsageSum> Coarser(UsageSpan span)
    {
        var sums = new Dictionary<(DateTimeOffset, UsageSubject), UsageSum>();
        foreach (var ((hour, subject), sum) in _hours)
            Add(sums, (span.StartOf(hour), subject), sum);
        return sums;
    }

    private static void Add(
        Dictionary<(DateTimeOffset Start, UsageSubject Subject), UsageSum> sums, (DateTimeOffset Start, UsageSubject Subject) of, UsageSum sum) =>
        sums[of] = sums.TryGetValue(of, out var before) ? before + sum : sum;
}
