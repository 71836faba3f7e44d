namespace FerroGate.Core.Limits.Shared;

/// <summary>Says in the words of shared counters what is given back.</summary>
internal static class Returning
{
    /// <summary>Everything, of an exchange of which it is not known whether it has taken it.</summary>
    public static GivenBack WholeOf(Draw draw) => new(draw.Exchange)
    {
        Slots = [.. draw.Slots.Select(slot => slot.Meter)],
        Spends = [.. draw.Spends.Select(spend => spend.Meter)],
    };

    /// <summary>Of each limit of tokens what was not used, or what was used beyond what was taken.</summary>
    public static IReadOnlyList<(string Meter, long? Second, long Tokens)> RatesOf(Reservation reservation, Int128 tokens)
    {
        var limits = reservation.TakenRates.Where(quota => quota.OfTokens && Drawing.IsLimited(quota)).ToList();
        if (limits.Count == 0 || tokens == reservation.HeldTokens)
            return [];
        if (tokens > reservation.HeldTokens)
            return [.. limits.Select(quota => (quota.Id, (long?)null, Metering.Saturated(tokens - reservation.HeldTokens)))];

        var returns = reservation.ReturnsOf(reservation.HeldTokens - tokens);
        return [.. limits.SelectMany(quota => returns.Select(back => (quota.Id, (long?)back.Second, back.Tokens)))];
    }

    public static string[] SlotsOf(Reservation reservation) => reservation.IsRunning ? Array.ConvertAll(reservation.Slots, slot => slot.Id) : [];
}
