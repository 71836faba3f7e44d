using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>What the exchanges of a process hold and spend that hands over to this one: it counts for the limits here too.</summary>
public sealed class PredecessorHolds
{
    private readonly Governor _governor;
    private readonly Dictionary<ExchangeId, Reservation> _holds = [];

    public PredecessorHolds(Governor governor)
    {
        _governor = governor;
        governor.IsFollowing = true;
    }

    /// <summary>How many of its exchanges are open.</summary>
    public int Count => _holds.Count;

    /// <summary>It began one, or took one over that goes on in the background: which of both may be told first.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="isRunning">Its client may still wait.</param>
    public void Opened(OpenedExchange exchange, bool isRunning = true)
    {
        // One that is sent once more holds more than before.
        if (_holds.TryGetValue(exchange.ExchangeId, out var hold))
            hold.HoldAtLeast(exchange.TotalHeld, exchange.TotalHeldNanoUsd);
        else
            _holds[exchange.ExchangeId] = _governor.Adopt(exchange, isRunning);
    }

    /// <param name="entry">The account of one of its exchanges, or of a failed attempt.</param>
    /// <param name="isCounted">What was spent before has it already.</param>
    public void Settled(LedgerEntry entry, bool isCounted)
    {
        if (_holds.Remove(entry.ExchangeId, out var hold))
            hold.Settle(isCounted ? 0 : entry.Usage.BudgetTokens, isCounted ? 0 : entry.Cost?.Value ?? 0);
        else if (!isCounted)
            _governor.Spent(PastSpend.Of(entry));
    }

    /// <summary>The process is gone, and what is left goes on in the background: others hold for it from now on.</summary>
    public void ReleaseAll()
    {
        foreach (var hold in _holds.Values)
            hold.Dispose();
        _holds.Clear();
        _governor.IsFollowing = false;
    }
}
