namespace FerroGate.Core.Limits;

/// <summary>
/// What an exchange was admitted with. It is settled once with what was really used; disposing an unsettled one gives
/// everything back, so no path can leave a hold behind.
/// </summary>
public sealed class Reservation : IDisposable
{
    private readonly KeyState _state;
    private readonly MonthlySpend _spend;
    private Int128 _held;
    private bool _closed;

    internal Reservation(KeyState state, MonthlySpend spend, TokenHold hold, Int128 held, DateTimeOffset reservedAt, RateStatus? rate)
    {
        _state = state;
        _spend = spend;
        _held = held;
        Hold = hold;
        ReservedAt = reservedAt;
        Rate = rate;
    }

    /// <summary>The most that one attempt may use.</summary>
    public TokenHold Hold { get; }

    /// <summary>When it was made; the exchange belongs to this moment's month.</summary>
    public DateTimeOffset ReservedAt { get; }

    /// <summary>Where the request limit stands after this request; <c>null</c> where there is none.</summary>
    public RateStatus? Rate { get; }

    /// <summary>
    /// Holds enough for another attempt beside what those before it will be settled with; <c>false</c> where the budget has not so
    /// much left, and then nothing changes.
    /// </summary>
    /// <param name="owed">What those before it are charged.</param>
    /// <param name="budget">The key's; <c>null</c> where it has none.</param>
    public bool TryExtend(Int128 owed, long? budget)
    {
        lock (_state.Lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            var more = owed + Hold.Total - _held;
            if (more > 0 && budget is { } limit && _spend.Committed + _spend.Held + more > limit)
            {
                return false;
            }

            more = Int128.Max(more, 0);
            _spend.Hold(more);
            _held += more;
            return true;
        }
    }

    /// <summary>Replaces the hold by what was used. A second call does nothing.</summary>
    public void Settle(Int128 usedTokens)
    {
        lock (_state.Lock)
        {
            if (!_closed)
            {
                _closed = true;
                _spend.Settle(_held, usedTokens);
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
            return new Reservation(_state, _spend, Hold, _held, ReservedAt, Rate);
        }
    }

    /// <summary>Gives the hold back if nothing settled it.</summary>
    public void Dispose() => Settle(0);
}
