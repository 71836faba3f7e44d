using FerroGate.Core.Limits.Shared;

namespace FerroGate.Core.Aggregates;

/// <summary>The usage of past days that several gateways make their budgets of, together with what it is made of.</summary>
public interface IPastUsage
{
    /// <summary>
    /// Tells of the usage of every day from <paramref name="from"/> on and, as of the same moment, of every journal up to where the usage
    /// counts it.
    /// </summary>
    Task ReadAsync(DateOnly from, Action<DailyUsage> day, Action<JournalPlace> journal, CancellationToken cancellation);
}
