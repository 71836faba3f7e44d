using System.Globalization;
using FerroGate.Core.Money;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>What a request is told that a limit or budget does not admit.</summary>
internal static class QuotaRefusals
{
    // What the holds of others keep from a request may be free at any moment.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    public static Refusal OverRate(RateQuota quota, RateStatus status, long amount, RateReport report)
    {
        var unit = quota.OfTokens ? "tokens" : "requests";
        var asked = quota.OfTokens ? string.Create(CultureInfo.InvariantCulture, $" This request may use {amount}.") : "";
        var advice = status.RetryAfter is { } wait
            ? string.Create(CultureInfo.InvariantCulture, $" Try again in {wait.TotalSeconds:0} s.")
            : " That is more than a whole minute has: ask for less output.";
        return new Refusal(
            429,
            ErrorType.RateLimit,
            RefusalCodes.RateLimitExceeded,
            string.Create(CultureInfo.InvariantCulture, $"{quota.Label} may {(quota.OfTokens ? "use" : "send")} {quota.Limit} {unit} in a minute.{asked}{advice}"))
        {
            RetryAfter = status.RetryAfter,
            ShouldRetry = status.RetryAfter is null ? false : null,
            Rates = quota.OfTokens ? report with { Tokens = status } : report with { Requests = status },
        };
    }

    public static Refusal TooMany(SlotQuota quota) => new(
        429,
        ErrorType.RateLimit,
        RefusalCodes.ConcurrencyLimitExceeded,
        string.Create(CultureInfo.InvariantCulture, $"{quota.Label} may run {quota.Limit} requests at a time, and as many run. Try again when one has ended."))
    {
        RetryAfter = Soon,
    };

    /// <param name="quota">The budget.</param>
    /// <param name="spend">What was spent of it.</param>
    /// <param name="fitting">What the request needs.</param>
    /// <param name="left">What is left.</param>
    public static Refusal Exceeded(SpendQuota quota, Spend spend, Fitting fitting, Int128 left)
    {
        left = Int128.Max(0, left);
        if (quota.IsOfKey)
        {
            return new Refusal(429, ErrorType.RateLimit, RefusalCodes.TokenBudgetExceeded, string.Create(
                CultureInfo.InvariantCulture,
                $"This request may use {fitting.Hold.Least} tokens, and {left} of the key's {quota.Amount} tokens are left in {spend.Period} (UTC). Ask for less output, or wait for the next month."))
            {
                ShouldRetry = false,
            };
        }

        var isMoney = quota.Budget.Unit == BudgetUnit.NanoUsd;
        var need = isMoney ? Claim.CeilingOf(fitting.Prices, fitting.Hold.Shortest) : fitting.Hold.Least;
        var advice = spend.Period.Kind == PeriodKind.Total ? "Ask for less output" : $"Ask for less output, or wait for the next {Word(spend.Period.Kind)}";
        return new Refusal(
            isMoney ? 402 : 429,
            isMoney ? ErrorType.Budget : ErrorType.RateLimit,
            RefusalCodes.BudgetExceeded,
            $"This request may {(isMoney ? "cost" : "use")} {Amount(need, isMoney)}, and {Amount(left, isMoney)} of {Amount(quota.Amount!.Value, isMoney)} are left in the budget '{quota.Budget.Name}'{quota.Account.Owner}{In(spend.Period)}. {advice}.")
        {
            ShouldRetry = false,
        };
    }

    public static Refusal Held(SpendQuota quota) => new(
        429,
        ErrorType.RateLimit,
        RefusalCodes.BudgetHeld,
        quota.IsOfKey
            ? "The rest of the key's token budget is held by requests that are running. Try again when they have ended."
            : $"The rest of the budget '{quota.Budget.Name}'{quota.Account.Owner} is held by requests that are running. Try again when they have ended.")
    {
        RetryAfter = Soon,
    };

    /// <param name="label">The limit or budget that cannot be counted.</param>
    public static Refusal Away(string label) => new(
        503,
        ErrorType.Api,
        RefusalCodes.LimitsUnavailable,
        $"{label} cannot be counted just now, and nothing is admitted that it does not count. Try again in a moment.")
    {
        RetryAfter = Soon,
    };

    public static Refusal Closed(SpendQuota quota) => new(
        503,
        ErrorType.Api,
        RefusalCodes.BudgetRebuilding,
        $"{LabelOf(quota)} is made anew of the ledger, and admits nothing until it knows what was spent. Try again in a moment.")
    {
        RetryAfter = Soon,
    };

    /// <summary>How a message begins.</summary>
    public static string LabelOf(SpendQuota quota) =>
        quota.IsOfKey ? $"The token budget of the key '{quota.Account.Path}'" : $"The budget '{quota.Budget.Name}'{quota.Account.Owner}";

    private static string Amount(Int128 amount, bool isMoney) => isMoney
        ? new NanoUsd((long)Int128.Min(amount, long.MaxValue)).ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{amount} tokens");

    private static string In(Period period) => period.Kind == PeriodKind.Total ? "" : $" in {period} (UTC)";

    private static string Word(PeriodKind kind) => kind switch
    {
        PeriodKind.Day => "day",
        PeriodKind.Week => "week",
        _ => "month",
    };
}
