namespace FerroGate.Core.Routing;

/// <summary>How a model chooses among its targets.</summary>
public enum RoutingStrategy
{
    /// <summary>By priority, and by weight among those of one priority.</summary>
    Priority,

    /// <summary>By weight among all.</summary>
    Weighted,

    /// <summary>What the request costs at most.</summary>
    LowestCost,

    /// <summary>The time to the first token, as it was lately.</summary>
    LowestLatency,

    /// <summary>The fewest exchanges at this moment.</summary>
    LeastBusy,
}
