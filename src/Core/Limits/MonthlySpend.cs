using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>
/// What one key has spent and what is held for it in one month. Not safe for concurrent use: its owner locks.
/// </summary>
internal sealed class MonthlySpend(Month month, long committed)
{
    public Month Month { get; } = month;

    // Wider than what is added to them: no provider's numbers and no crowd of requests makes them overflow.

    /// <summary>Tokens of settled exchanges.</summary>
    public Int128 Committed { get; private set; } = committed;

    /// <summary>Tokens held for exchanges that run.</summary>
    public Int128 Held { get; private set; }

    public void Hold(Int128 tokens) => Held += tokens;

    public void Settle(Int128 held, Int128 used)
    {
        Held -= held;
        Committed += used;
    }
}
