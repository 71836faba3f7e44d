namespace FerroGate.Core.Limits;

/// <summary>What was spent and is held in one period of a budget, and who waits for it. Not safe for concurrent use: its owner locks.</summary>
internal sealed class Spend(Period period)
{
    public Period Period { get; } = period;

    // Wider than what is added to them: no provider's numbers and no crowd of requests makes them overflow.

    /// <summary>What settled exchanges have used.</summary>
    public Int128 Committed { get; set; }

    /// <summary>What is held for exchanges that run.</summary>
    public Int128 Held { get; set; }

    /// <summary>How many of the alerts have been given.</summary>
    public int Alerts { get; set; }

    /// <summary>Those who wait for what others hold, in their order.</summary>
    public LinkedList<Waiter> Line { get; } = [];
}
