using System.Globalization;
using System.Text.Json;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;

namespace FerroGate.Server.Telemetry.Alerts;

/// <summary>An alert of a budget in words and as the JSON that a webhook gets.</summary>
/// <param name="alert">The alert.</param>
/// <param name="at">When.</param>
internal sealed class BudgetNotice(BudgetAlert alert, DateTimeOffset at)
{
    private readonly bool _isMoney = alert.Budget.Unit == BudgetUnit.NanoUsd;

    public DateTimeOffset At => at;

    public string Account => alert.Account.ToString() is { Length: > 0 } account ? account : "everybody";

    public string Unit => _isMoney ? "usd" : "tokens";

    public decimal Spent => In((decimal)Int128.Min(alert.Committed, long.MaxValue));

    public decimal Amount => In(alert.Budget.Amount);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{alert.Percent} % spent by {Account} in {alert.Period}: {Spent} of {Amount} {Unit}");

    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, "budget.alert"u8);
            writer.WriteString("budget"u8, alert.Budget.Name);
            writer.WriteString("account"u8, Account);
            writer.WriteString("period"u8, alert.Period.Kind == PeriodKind.Total ? "total" : alert.Period.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteNumber("percent"u8, alert.Percent);
            writer.WriteNumber("spent"u8, Spent);
            writer.WriteNumber("amount"u8, Amount);
            writer.WriteString("unit"u8, Unit);
            writer.WriteString("occurred_at"u8, at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    private decimal In(decimal amount) => _isMoney ? amount / NanoUsd.PerDollar : amount;
}
