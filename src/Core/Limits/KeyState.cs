namespace FerroGate.Core.Limits;

/// <summary>What moves for one key. Lock it before touching its members.</summary>
internal sealed class KeyState(TimeProvider clock)
{
    public Lock Lock { get; } = new();

    public RequestRate Requests { get; } = new(clock);

    /// <summary>The current month; exchanges of an earlier one keep their own.</summary>
    public MonthlySpend? Spend { get; set; }
}
