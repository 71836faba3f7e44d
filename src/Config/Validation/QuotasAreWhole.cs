using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Limits;

namespace FerroGate.Config.Validation;

/// <summary>A limit limits something, and a budget has one amount that what is said of it fits.</summary>
internal sealed class QuotasAreWhole : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var limit in config.Ai.Limits.Where(limit => !context.IsIncomplete(limit.Name.Span)))
        {
            if (limit is { RequestsPerMinute: null, TokensPerMinute: null, ConcurrentRequests: null, RequestSize: null })
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.IncompleteOption,
                    limit.Name.Span,
                    $"`limit {limit.Name.Value}` limits nothing",
                    "give it requests_per_minute, tokens_per_minute, concurrent_requests or request_size");
            }
        }

        foreach (var budget in config.Ai.Budgets.Where(budget => !context.IsIncomplete(budget.Name.Span)))
        {
            CheckAmount(budget, context);
            CheckAlerts(budget, context);
        }
    }

    private static void CheckAmount(BudgetConfig budget, ConfigContext context)
    {
        if (budget is { Usd: null, Tokens: null })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.IncompleteOption, budget.Name.Span, $"`budget {budget.Name.Value}` has no amount", "write `usd 250` or `tokens 10000000`");
        }
        else if (budget is { Usd: { } usd, Tokens: { } tokens })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                usd.Span.Line > tokens.Span.Line ? usd.Span : tokens.Span,
                $"`budget {budget.Name.Value}` has two amounts",
                "make two budgets of it: requests are admitted by both");
        }
        else if (budget is { Tokens: not null, AtEnd: { Value: BudgetEnd.Cheaper } end })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue, end.Span, "no target is cheaper than another in tokens", "`at_end cheaper` needs a budget in `usd`");
        }
    }

    private static void CheckAlerts(BudgetConfig budget, ConfigContext context)
    {
        foreach (var (before, after) in budget.AlertAt.Zip(budget.AlertAt.Skip(1)))
        {
            if (after.Value <= before.Value)
                context.Diagnostics.Error(DiagnosticCodes.InvalidValue, after.Span, $"`alert_at` rises: {after.Value}% cannot stand behind {before.Value}%");
        }

        if (budget is { Webhook: { } webhook, AlertAt.Count: 0 })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.InvalidValue, webhook.Span, $"`budget {budget.Name.Value}` has nothing to tell its webhook", "say when: `alert_at 80%`");
        }
    }
}
