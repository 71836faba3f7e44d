using FerroGate.Core.Aggregates;

namespace FerroGate.Core.Limits;

/// <summary>Brings other rules into force under live requests.</summary>
public interface IQuotaChange
{
    /// <summary>Learns what was spent of budgets that are new or count otherwise. Where that fails, the rules do not come into force.</summary>
    /// <exception cref="IOException">It cannot be known.</exception>
    Task PrepareAsync(IUsageAggregates usage, CancellationToken cancellation);

    /// <summary>Brings the rules into force.</summary>
    void Apply();

    /// <summary>Leaves everything as it is.</summary>
    void Forget();
}
