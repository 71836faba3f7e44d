namespace FerroGate.Core.Limits;

/// <summary>What happens to requests for which a budget has not enough left.</summary>
public enum BudgetEnd
{
    /// <summary>They are refused.</summary>
    Refuse,

    /// <summary>They go to those of their targets for which there is enough; where there is none, they are refused.</summary>
    Cheaper,
}
