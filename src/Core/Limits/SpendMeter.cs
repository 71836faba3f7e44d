namespace FerroGate.Core.Limits;

/// <summary>What is spent under one account of a budget, by period. Not safe for concurrent use: its owner locks.</summary>
internal sealed class SpendMeter
{
    // A clock that is set back finds what was spent in the period before.
    private const int Kept = 3;

    // The earliest first. There are as many meters as keys, so they are small.
    private Spend[] _periods = [];

    public Spend Of(Period period)
    {
        if (Find(period) is { } spend)
            return spend;

        spend = new Spend(period);
        var at = 0;
        while (at < _periods.Length && _periods[at].Period.Start < period.Start)
            at++;
        _periods = [.. _periods.AsSpan(0, at), spend, .. _periods.AsSpan(at)];
        if (_periods.Length > Kept)
            _periods = [.. Remaining(spend)];
        return spend;
    }

    /// <summary>What was spent in a period; <c>null</c> where it remembers nothing of that.</summary>
    public Spend? Find(Period period)
    {
        foreach (var spend in _periods)
        {
            if (spend.Period.Start == period.Start)
                return spend;
        }

        return null;
    }

    /// <summary>The periods that it remembers.</summary>
    public IReadOnlyList<Spend> All => _periods;

    /// <summary>Nothing was spent, is held or waited for.</summary>
    public bool IsEmpty => Array.TrueForAll(_periods, spend => spend.IsEmpty);

    // Without the earliest that are too many. Whatever is held is settled in its own period, however long that takes.
    private IEnumerable<Spend> Remaining(Spend newest)
    {
        var surplus = _periods.Length - Kept;
        foreach (var (index, spend) in _periods.Index())
        {
            if (surplus > 0 && index < _periods.Length - 1 && spend != newest && spend.Held == 0 && !spend.IsAwaited)
                surplus--;
            else
                yield return spend;
        }
    }
}
