using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Storage.Rows;

/// <summary>A ledger entry as a row of the table <c>entry</c>.</summary>
internal static class EntryRow
{
    public const string Columns =
        "exchange_id, failed_attempt, reserved_at, settled_at, key_id, " + SharedColumns.Tenant +
        ", model, provider, provider_model, ending, status, usage_source, output_assumed, cost_nano_usd, " + SharedColumns.Usage + ", corrects, reason, makes_cost_known";

    public static ListTable<LedgerEntry> Table { get; } = new("entry", Columns, "reserved_at", Read) { IsLong = true };

    public static void Write(RowWriter to, LedgerEntry entry) => to
        .Id(entry.ExchangeId.Value)
        .Number(entry.FailedAttempt ?? 0)
        .Moment(entry.ReservedAt)
        .Moment(entry.SettledAt)
        .Text(entry.KeyId)
        .Tenant(entry.Tenant)
        .Text(entry.Model)
        .Text(entry.Provider)
        .Text(entry.ProviderModel)
        .Number((long)entry.Ending)
        .Number(entry.Status)
        .Number((long)entry.UsageSource)
        .Flag(entry.OutputAssumed)
        .Number(entry.Cost?.Value)
        .Usage(entry.Usage)
        .Id(entry.Corrects?.Value)
        .Text(entry.Reason)
        .Flag(entry.MakesCostKnown);

    public static LedgerEntry Read(RowReader from) => new()
    {
        ExchangeId = new ExchangeId(from.Id()),
        FailedAttempt = from.Number() is > 0 and var attempt ? (int)attempt : null,
        ReservedAt = from.Moment(),
        SettledAt = from.Moment(),
        KeyId = from.Text(),
        Tenant = from.Tenant(),
        Model = from.Text(),
        Provider = from.TextOrNull(),
        ProviderModel = from.TextOrNull(),
        Ending = (Ending)from.Number(),
        Status = (int?)from.NumberOrNull(),
        UsageSource = (UsageSource)from.Number(),
        OutputAssumed = from.Flag(),
        Cost = from.NumberOrNull() is { } nano ? new NanoUsd(nano) : null,
        Usage = from.Usage(),
        Corrects = from.IdOrNull() is { } corrected ? new ExchangeId(corrected) : null,
        Reason = from.TextOrNull(),
        MakesCostKnown = from.Flag(),
    };
}
