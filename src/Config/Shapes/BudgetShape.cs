using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Core.Limits;

namespace FerroGate.Config.Shapes;

/// <summary>How much may be spent in a time.</summary>
internal static class BudgetShape
{
    public static Shape<BudgetConfig> Shape { get; } = new Shape<BudgetConfig>(Arguments.InOrder("name"))
    {
        Identity = budget => budget.Name,
    }
        .Value("name", Forms.Name, budget => budget.Name, (budget, name) => budget with { Name = name },
            "What it is called; errors and alerts name it.", OptionPlace.Line, required: true)
        .Part(budget => budget.Scope, (budget, scope) => budget with { Scope = scope }, QuotaScopeShape.Shape)
        .Value("usd", UsdForm.Value, budget => budget.Usd, (budget, amount) => budget with { Usd = amount },
            "US dollars; this or `tokens`. Requests that it counts go only to targets with a price.")
        .Value("tokens", Forms.Whole(), budget => budget.Tokens, (budget, amount) => budget with { Tokens = amount }, "Input and output tokens.")
        .Value("period", Period, budget => budget.Period, (budget, period) => budget with { Period = period },
            "When it begins anew: at midnight, on Monday, on the first of the month, always in UTC, or never. A request belongs to the period in which it was admitted.",
            fallback: "month")
        .Value("at_end", AtEnd, budget => budget.AtEnd, (budget, end) => budget with { AtEnd = end },
            "What happens to requests that what is left is not enough for: they are refused, or go to those targets that it is enough for.", fallback: "refuse")
        .List("alert_at", PercentForm.Value, budget => budget.AlertAt, (budget, percents) => budget with { AlertAt = percents },
            "How much of it is spent when somebody is told, in the log, as an audit event, in the metrics, and by the webhook.", fallback: "nobody is told")
        .Value("webhook", UrlForm.Value.Such("URL", "https://hooks.example.com/budget"), budget => budget.Webhook, (budget, url) => budget with { Webhook = url },
            "The URL that alerts are posted to, as JSON.", fallback: "none")
        .Value("fail", FailForm.Value, budget => budget.IsStrict, (budget, isStrict) => budget with { IsStrict = isStrict },
            "What happens to requests while Redis is away: they are admitted without being counted, or refused.", fallback: "closed")
        .Value("enabled", Forms.Flag, budget => budget.Enabled, (budget, enabled) => budget with { Enabled = enabled }, "Whether it is applied.", fallback: "true");

    private static ValueForm<PeriodKind> Period => Forms.Choice(
        ("day", PeriodKind.Day), ("week", PeriodKind.Week), ("month", PeriodKind.Month), ("total", PeriodKind.Total));

    private static ValueForm<BudgetEnd> AtEnd => Forms.Choice(("refuse", BudgetEnd.Refuse), ("cheaper", BudgetEnd.Cheaper));
}
