namespace FerroGate.Core.Limits;

/// <summary>
/// What an exchange was admitted with. It is settled once with what was really used; disposing an unsettled one gives
/// everything back, so no path can leave a hold behind.
/// </summary>
public sealed class Reservation : IDisposable
{
    private readonly KeyState _state;
    private readonly MonthlySpend _spend;
    private bool _closed;

    internal Reservation(KeyState state, MonthlySpend spend, TokenHold hold, DateTimeOffset reservedAt, RateStatus? rate)
    {
        _state = state;
        _spend = spend;
        Hold = hold;
        ReservedAt = reservedAt;
        Rate = rate;
    }

    public TokenHold Hold { get; }

    /// <summary>When it was made; the exchange belongs to this moment's month.</summary>
    public DateTimeOffset ReservedAt { get; }

    /// <summary>Where the request limit stands after this request; <c>null</c> where there is none.</summary>
    public RateStatus? Rate { get; }

    /// <summary>Replaces the hold by what was used. A second call does nothing.</summary>
    public void Settle(long usedTokens)
    {
        lock (_state.Lock)
        {
            if (!_closed)
            {
                _closed = true;
                _spend.Settle(Hold.Total, usedTokens);
            }
        }
    }

    /// <summary>Hands the hold on to somebody who outlives this one, which is closed with that.</summary>
    public Reservation HandOn()
    {
        lock (_state.Lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _closed = true;
            return new Reservation(_state, _spend, Hold, ReservedAt, Rate);
        }
    }

    /// <summary>Gives the hold back if nothing settled it.</summary>
    public void Dispose() => Settle(0);
}
