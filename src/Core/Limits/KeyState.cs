using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>What moves for one key. Lock it before touching its members.</summary>
internal sealed class KeyState(TimeProvider clock)
{
    // Every month that the process has seen stays: a clock that is set back finds what was spent, and twelve in a year are
    // nothing to hold.
    private readonly Dictionary<Month, MonthlySpend> _months = [];

    public Lock Lock { get; } = new();

    public RequestRate Requests { get; } = new(clock);

    /// <summary>What was spent and is held in a month.</summary>
    public MonthlySpend SpendOf(Month month)
    {
        if (!_months.TryGetValue(month, out var spend))
        {
            _months[month] = spend = new MonthlySpend(month, committed: 0);
        }

        return spend;
    }

    /// <summary>Puts back what was spent in a month before this process started.</summary>
    public void Restore(Month month, long committed) => _months[month] = new MonthlySpend(month, committed);
}
