namespace FerroGate.Core.Limits;

/// <summary>What a reservation takes from the meters in the memory, and what becomes of it there. Their owner locks.</summary>
internal static class Metering
{
    /// <summary>Takes all that is held.</summary>
    public static void Take(Reservation reservation, long second)
    {
        foreach (var quota in reservation.TakenRates)
            quota.Meter.Take(second, quota.OfTokens ? Saturated(reservation.HeldTokens) : 1);
        foreach (var (quota, spend) in reservation.Spends)
            spend.Held += quota.Budget.In(reservation.HeldTokens, reservation.HeldNanoUsd);
        if (!reservation.IsRunning)
            return;
        foreach (var quota in reservation.Slots)
            quota.Meter.Taken++;
    }

    /// <summary>Holds more.</summary>
    public static void Extend(Reservation reservation, Int128 tokens, Int128 nanoUsd, long second)
    {
        foreach (var (quota, spend) in reservation.Spends)
            spend.Held += quota.Budget.In(tokens, nanoUsd);
        foreach (var quota in reservation.TakenRates)
        {
            if (quota.OfTokens)
                quota.Meter.Take(second, Saturated(tokens));
        }

        reservation.Extend(tokens, nanoUsd, second);
    }

    /// <summary>It runs no longer.</summary>
    public static void End(Reservation reservation)
    {
        if (!reservation.IsRunning)
            return;
        foreach (var quota in reservation.Slots)
            quota.Meter.Taken--;
    }

    /// <summary>Replaces what is held by what was used.</summary>
    /// <param name="reservation">What is settled.</param>
    /// <param name="tokens">The tokens that were used.</param>
    /// <param name="nanoUsd">What they cost.</param>
    /// <param name="second">Now.</param>
    /// <param name="alerts">Is told which budgets are spent so far that somebody wants to know.</param>
    public static void Settle(Reservation reservation, Int128 tokens, Int128 nanoUsd, long second, List<BudgetAlert> alerts)
    {
        List<(long Second, long Tokens)>? returns = null;
        foreach (var quota in reservation.TakenRates)
        {
            if (!quota.OfTokens)
                continue;
            if (tokens >= reservation.HeldTokens)
            {
                quota.Meter.Take(second, Saturated(tokens - reservation.HeldTokens));
                continue;
            }

            foreach (var (taken, returned) in returns ??= reservation.ReturnsOf(reservation.HeldTokens - tokens))
                quota.Meter.Return(taken, returned);
        }

        foreach (var (quota, spend) in reservation.Spends)
        {
            spend.Held -= quota.Budget.In(reservation.HeldTokens, reservation.HeldNanoUsd);
            spend.Commit(quota, quota.Budget.In(tokens, nanoUsd), alerts);
        }
    }

    /// <summary>What fits a number.</summary>
    public static long Saturated(Int128 amount) => (long)Int128.Min(amount, long.MaxValue);
}
