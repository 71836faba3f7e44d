namespace FerroGate.Core.Limits;

/// <summary>What was spent and is held in one period of a budget, and who waits for it. Not safe for concurrent use: its owner locks.</summary>
internal sealed class Spend(Period period)
{
    // Few of many accounts are ever waited for.
    private LinkedList<Waiter>? _line;

    public Period Period { get; } = period;

    // Wider than what is added to them: no provider's numbers and no crowd of requests makes them overflow.

    /// <summary>What settled exchanges have used.</summary>
    public Int128 Committed { get; set; }

    /// <summary>What is held for exchanges that run.</summary>
    public Int128 Held { get; set; }

    /// <summary>How many of the alerts have been given.</summary>
    public int Alerts { get; set; }

    /// <summary>Counts what was used before, of which somebody was told then.</summary>
    public void Count(Budget budget, Int128 amount)
    {
        Committed += amount;
        while (IsDue(budget))
            Alerts++;
    }

    /// <summary>Counts what is used now, and notes what somebody is to be told of.</summary>
    public void Commit(in SpendQuota quota, Int128 amount, List<BudgetAlert> alerts)
    {
        Committed += amount;
        for (; IsDue(quota.Budget); Alerts++)
            alerts.Add(new BudgetAlert(quota.Budget, quota.Account, Period, quota.Budget.AlertAt[Alerts], Committed));
    }

    private bool IsDue(Budget budget) => Alerts < budget.AlertAt.Count && Committed * 100 >= (Int128)budget.Amount * budget.AlertAt[Alerts];

    /// <summary>Those who wait for what others hold, in their order.</summary>
    public LinkedList<Waiter> Line => _line ??= [];

    /// <summary>Somebody waits.</summary>
    public bool IsAwaited => _line is { Count: > 0 };

    /// <summary>Nothing was spent, is held or waited for.</summary>
    public bool IsEmpty => Committed == 0 && Held == 0 && !IsAwaited;
}
