using FerroGate.Core.Limits;
using FerroGate.Core.Records;

namespace FerroGate.Server.Telemetry.Alerts;

/// <summary>Tells everybody who wants to know it that a budget has been spent so far: log, metrics, audit events and webhook.</summary>
internal sealed partial class BudgetWatch(IAuditLog audit, AlertWebhooks webhooks, GatewayMetrics metrics, TimeProvider clock, ILogger<BudgetWatch> logger)
{
    private const string Actor = "gateway";

    public void Alerted(BudgetAlert alert)
    {
        metrics.BudgetAlerted(alert.Budget.Name, alert.Percent);
        var notice = new BudgetNotice(alert, clock.GetUtcNow());
        Log.Alerted(logger, alert.Budget.Name, notice.Account, alert.Period.ToString(), alert.Percent, notice.Spent, notice.Amount, notice.Unit);
        _ = WriteDownAsync(alert, notice);
        if (alert.Budget.Webhook is { } url)
            webhooks.Post(url, alert.Budget.IsPublicOnly, notice.ToJson());
    }

    private async Task WriteDownAsync(BudgetAlert alert, BudgetNotice notice)
    {
        try
        {
            await audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(notice.At), notice.At, Actor, "budget.alert", alert.Budget.Name, "committed", notice.ToString()),
                CancellationToken.None);
        }
        catch (Exception exception)
        {
            // Log, metrics and webhook have told of it.
            Log.NotWrittenDown(logger, exception, alert.Budget.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "budget {Budget} of {Account} in {Period}: {Percent} % are spent, {Spent} of {Amount} {Unit}")]
        public static partial void Alerted(ILogger logger, string budget, string account, string period, int percent, decimal spent, decimal amount, string unit);

        [LoggerMessage(Level = LogLevel.Warning, Message = "An alert of the budget {Budget} could not be written to the audit log.")]
        public static partial void NotWrittenDown(ILogger logger, Exception exception, string budget);
    }
}
