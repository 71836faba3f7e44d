using System.Collections.Concurrent;
using System.Globalization;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>
/// Admits exchanges within the limits of their key. All limits are taken in one step, all or none, before anything is
/// dispatched, so that concurrency finds no gap between looking and taking.
/// </summary>
public sealed class Governor(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, KeyState> _states = new(StringComparer.Ordinal);

    /// <summary>Puts back what keys had spent in a month before this process started.</summary>
    public void Restore(Month month, IReadOnlyDictionary<string, long> tokensByKey)
    {
        foreach (var (keyId, tokens) in tokensByKey)
        {
            var state = StateOf(keyId);
            lock (state.Lock)
            {
                state.Restore(month, tokens);
            }
        }
    }

    /// <summary>Holds what an exchange may use that another process has admitted; whoever follows that process settles it.</summary>
    public Reservation Adopt(string keyId, DateTimeOffset reservedAt, Int128 tokens)
    {
        var state = StateOf(keyId);
        lock (state.Lock)
        {
            var spend = state.SpendOf(Month.Of(reservedAt));
            spend.Hold(tokens);
            var hold = new TokenHold((long)Int128.Min(tokens, long.MaxValue), 0, OutputAssumed: false);
            return new Reservation(state, spend, hold, tokens, reservedAt, rate: null);
        }
    }

    /// <summary>
    /// Takes one request and holds <paramref name="hold"/>, or as much of it as is left where that may be cut down, or says why not
    /// and takes nothing.
    /// </summary>
    public Outcome<Reservation> Reserve(VirtualKey key, TokenHold hold)
    {
        var now = clock.GetUtcNow();
        var state = StateOf(key.Id);
        lock (state.Lock)
        {
            var spend = state.SpendOf(Month.Of(now));
            if (!Fit(key, spend, hold).TryGet(out var fitting, out var overBudget))
            {
                return overBudget;
            }

            RateStatus? rate = null;
            if (key.RequestsPerMinute is { } limit && !state.Requests.TryTake(limit, out rate))
            {
                return OverRate(key, rate);
            }

            spend.Hold(fitting.Total);
            return new Reservation(state, spend, fitting, fitting.Total, now, rate);
        }
    }

    private KeyState StateOf(string keyId) => _states.GetOrAdd(keyId, static (_, clock) => new KeyState(clock), clock);

    // Cut down to what nobody has spent, and not to what others only happen not to hold: whoever asks again soon gets all of that.
    private static Outcome<TokenHold> Fit(VirtualKey key, MonthlySpend spend, TokenHold hold)
    {
        // Who asks for nothing more may look at what was made, and stop what is being made.
        if (key.MonthlyTokenBudget is not { } budget || hold.Total == 0)
        {
            return hold;
        }

        if (hold.Within(budget - spend.Committed) is not { } fitting)
        {
            return new Refusal(429, ErrorType.RateLimit, RefusalCodes.TokenBudgetExceeded, string.Create(
                CultureInfo.InvariantCulture,
                $"This request may use {hold.Least} tokens, and {Int128.Max(0, budget - spend.Committed)} of the key's {budget} tokens are left in {spend.Month} (UTC). Ask for less output, or wait for the next month."))
            {
                ShouldRetry = false,
            };
        }

        // It fits what was really spent: others only hold what they may not need, so asking again soon makes sense.
        return spend.Committed + spend.Held + fitting.Total > budget
            ? new Refusal(
                429,
                ErrorType.RateLimit,
                RefusalCodes.BudgetHeld,
                "The rest of the key's token budget is held by requests that are running. Try again when they have ended.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            }
            : fitting;
    }

    private static Refusal OverRate(VirtualKey key, RateStatus rate) => new(
        429,
        ErrorType.RateLimit,
        RefusalCodes.RateLimitExceeded,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The key '{key.Label}' may send {rate.Limit} requests in a minute. Try again in {rate.RetryAfter.TotalSeconds:0} s."))
    {
        RetryAfter = rate.RetryAfter,
        Rate = rate,
    };
}
