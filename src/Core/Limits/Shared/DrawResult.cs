namespace FerroGate.Core.Limits.Shared;

/// <summary>What became of a draw.</summary>
public enum DrawResult
{
    Taken,

    /// <summary>It is another day.</summary>
    OtherDay,

    /// <summary>A budget is being built.</summary>
    Closed,

    /// <summary>It does not fit what was spent of a budget.</summary>
    Spent,

    /// <summary>A limit per minute has no room.</summary>
    OverRate,

    /// <summary>As many run as may.</summary>
    TooMany,

    /// <summary>Others hold what it needs of a budget.</summary>
    Held,
}
