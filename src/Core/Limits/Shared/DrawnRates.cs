using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits.Shared;

/// <summary>Says what shared counters have answered about limits per minute.</summary>
internal static class DrawnRates
{
    /// <summary>One of them has no room.</summary>
    public static Refusal Refuse(QuotaPlan plan, Draw draw, DrawAnswer answer)
    {
        var quota = plan.Rates.Where(Drawing.IsLimited).ElementAt(answer.Index);
        return QuotaRefusals.OverRate(quota, answer.Rates[answer.Index].Of(quota.Limit), draw.Rates[answer.Index].Amount, ReportOf(plan, answer));
    }

    /// <summary>Where they stand: of each kind the one of which the smallest part is left.</summary>
    public static RateReport ReportOf(QuotaPlan plan, DrawAnswer answer)
    {
        RateStatus? requests = null;
        RateStatus? tokens = null;
        foreach (var (quota, state) in plan.Rates.Where(Drawing.IsLimited).Zip(answer.Rates))
        {
            ref var nearest = ref quota.OfTokens ? ref tokens : ref requests;
            nearest = RateReport.Nearer(nearest, state.Of(quota.Limit));
        }

        return new RateReport(requests, tokens);
    }
}
