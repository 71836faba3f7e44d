using FerroGate.Core.Limits.Shared;

namespace FerroGate.Core.Aggregates;

/// <summary>The past usage that several gateways make their budgets of, together with what it is made of.</summary>
public interface IPastUsage
{
    /// <summary>
    /// Tells of all usage in some ranges and, as of the same moment, of every journal up to where the usage
    /// counts it.
    /// </summary>
    Task ReadAsync(IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Action<JournalPlace> journal, CancellationToken cancellation);
}
