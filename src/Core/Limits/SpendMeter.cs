namespace FerroGate.Core.Limits;

/// <summary>What is spent under one account of a budget, by period. Not safe for concurrent use: its owner locks.</summary>
internal sealed class SpendMeter
{
    // A clock that is set back finds what was spent in the period before.
    private const int Kept = 3;

    private readonly SortedList<DateOnly, Spend> _periods = [];

    public Spend Of(Period period)
    {
        if (_periods.TryGetValue(period.Start, out var spend))
            return spend;

        _periods[period.Start] = spend = new Spend(period);
        for (var i = 0; _periods.Count > Kept && i < _periods.Count - 1;)
        {
            // Whatever is held is settled in its own period, however long that takes.
            if (_periods.GetValueAtIndex(i) is { Held: var held, Line.Count: 0 } && held == 0 && _periods.GetKeyAtIndex(i) != period.Start)
                _periods.RemoveAt(i);
            else
                i++;
        }

        return spend;
    }

    /// <summary>What was spent in a period; <c>null</c> where it remembers nothing of that.</summary>
    public Spend? Find(Period period) => _periods.GetValueOrDefault(period.Start);

    /// <summary>The periods that it remembers.</summary>
    public IEnumerable<Spend> All => _periods.Values;

    /// <summary>Nothing was spent, is held or waited for.</summary>
    public bool IsEmpty => _periods.Values.All(spend => spend is { Line.Count: 0 } && spend.Committed == 0 && spend.Held == 0);
}
