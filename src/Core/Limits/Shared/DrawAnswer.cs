namespace FerroGate.Core.Limits.Shared;

/// <summary>What became of a draw.</summary>
/// <param name="Result">What.</param>
/// <param name="Now">The time of the counters.</param>
public sealed record DrawAnswer(DrawResult Result, DateTimeOffset Now)
{
    /// <summary>Which of its limits or budgets is in the way, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Where its limits per minute stand, where it was taken or they are in the way.</summary>
    public IReadOnlyList<RateState> Rates { get; init; } = [];

    /// <summary>What was spent of each of its budgets, where that is in the way.</summary>
    public IReadOnlyList<Int128> Committed { get; init; } = [];

    /// <summary>Its place among all who wait.</summary>
    public long? Ticket { get; init; }
}
