using System.Globalization;
using FerroGate.Core.Exchanges;

namespace FerroGate.Core.Limits.Shared;

/// <summary>Says in the words of shared counters what requests are counted under.</summary>
internal static class Drawing
{
    /// <summary>What a request takes.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="day">The day whose periods it is counted in.</param>
    /// <param name="plan">What it is counted under.</param>
    /// <param name="tokens">The most tokens that it may use.</param>
    /// <param name="nanoUsd">What they cost at most.</param>
    public static Draw Of(ExchangeId exchange, DateOnly day, QuotaPlan plan, Int128 tokens, Int128 nanoUsd) => new(exchange, day)
    {
        Rates = [.. plan.Rates.Where(IsLimited).Select(quota => new RateDraw(quota.Id, quota.Limit, quota.OfTokens ? Metering.Saturated(tokens) : 1))],
        Slots = SlotsOf(plan.Slots),
        Spends = SpendsOf(plan.Spends, day, tokens, nanoUsd),
    };

    /// <summary>A key of which only the name is known has a limit that is none.</summary>
    public static bool IsLimited(RateQuota quota) => quota.Limit != long.MaxValue;

    public static SlotDraw[] SlotsOf(SlotQuota[] slots) => Array.ConvertAll(slots, quota => new SlotDraw(quota.Id, quota.Limit));

    public static SpendDraw[] SpendsOf(SpendQuota[] spends, DateOnly day, Int128 tokens, Int128 nanoUsd) => Array.ConvertAll(spends, quota => SpendOf(
        quota.BudgetId, quota.Account, Period.Of(quota.Budget.Period, day), quota.Amount, quota.Budget.In(tokens, nanoUsd)));

    public static SpendDraw SpendOf(string budget, QuotaAccount account, Period period, long? limit, Int128 amount) =>
        new(budget, string.Create(CultureInfo.InvariantCulture, $"spend:{budget}:{period.Start:yyyyMMdd}:{account.Id}"), period, limit, amount);
}
