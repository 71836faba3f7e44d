namespace FerroGate.Core.Limits.Shared;

/// <summary>What this gateway has admitted and not settled. It is held for a while only, and again and again as long as this gateway lives.</summary>
internal sealed class OpenReservations(ISharedCounters counters, SharedRules rules)
{
    private const int AtOnce = 64;

    private readonly Lock _lock = new();
    private readonly HashSet<Reservation> _open = [];

    public void Add(Reservation reservation)
    {
        lock (_lock)
            _open.Add(reservation);
    }

    /// <summary>Closes one, once.</summary>
    public bool TryClose(Reservation reservation)
    {
        lock (_lock)
        {
            if (reservation.IsClosed)
                return false;
            reservation.IsClosed = true;
            _open.Remove(reservation);
            return true;
        }
    }

    /// <summary>Holds all of them again, under the rules of now.</summary>
    public async Task HoldAgainAsync()
    {
        List<Reservation> open;
        lock (_lock)
            open = [.. _open];

        foreach (var some in open.Chunk(AtOnce))
            await Task.WhenAll(some.Select(HoldAgainAsync));
    }

    public async Task HoldAgainAsync(Reservation reservation)
    {
        Draw draw;
        lock (_lock)
        {
            if (reservation.IsClosed)
                return;
            draw = DrawOf(reservation);
        }

        await counters.HoldAsync(draw);

        // It may have been given back in the meantime, before it was held again.
        if (reservation.IsGivenBack)
            await counters.GiveBackAsync(new GivenBack(draw.Exchange) { Slots = [.. draw.Slots.Select(slot => slot.Meter)], Spends = [.. draw.Spends.Select(spend => spend.Meter)] });
        else if (reservation is { IsClosed: true, IsRunning: true })
            await counters.GiveBackAsync(new GivenBack(draw.Exchange) { Slots = [.. draw.Slots.Select(slot => slot.Meter)] });
    }

    private Draw DrawOf(Reservation reservation)
    {
        var payer = reservation.Payer;
        var plan = rules.PlanOf(payer.KeyId, payer.Tenant, payer.Model);
        var day = DateOnly.FromDateTime(reservation.ReservedAt.UtcDateTime);
        return new Draw(payer.Exchange, day)
        {
            Slots = reservation.IsRunning ? Drawing.SlotsOf(plan.Slots) : [],
            Spends = Drawing.SpendsOf(plan.Spends, day, reservation.HeldTokens, reservation.HeldNanoUsd),
        };
    }
}
