namespace FerroGate.Config.Model.Ai;

/// <summary>How a model chooses among its targets.</summary>
public enum RoutingStrategy
{
    /// <summary>By priority, then by weight.</summary>
    Priority,

    LowestCost,

    LowestLatency,

    Balanced,
}
