using FerroGate.Core.Ledger;
using FerroGate.Config.Model;

namespace FerroGate.Config.Options;

/// <summary>The options of <c>data</c>, and those of it that TOML keeps in <c>[storage]</c>.</summary>
internal static class DataOptions
{
    /// <summary>How many records are kept and listed.</summary>
    public static OptionTable<DataConfig> Retention { get; } = new(
        [
            new("request_log_retention_records", (data, values) => data with { RequestLogRetentionRecords = values.Int() }),
            new("audit_event_retention_records", (data, values) => data with { AuditEventRetentionRecords = values.Int() }),
            new("billing_event_retention_records", (data, values) => data with { BillingEventRetentionRecords = values.Int() }),
            new("admin_list_default_limit", (data, values) => data with { AdminListDefaultLimit = values.Int() }),
            new("admin_list_max_limit", (data, values) => data with { AdminListMaxLimit = values.Int() }),
        ],
        later: []);

    private static readonly Option<DataConfig>[] Place =
    [
        new("path", (data, values) => data with { Path = values.Text() }),
        new("durability", (data, values) => data with
        {
            Durability = values.Choice(
                ("process", DurabilityLevel.Process),
                ("power", DurabilityLevel.Power),
                ("relaxed", DurabilityLevel.Relaxed)),
        }),
        new("settle_timeout", (data, values) => data with { SettleTimeout = values.Duration() }),
    ];

    /// <summary>Where data is, and what its journal promises.</summary>
    public static OptionTable<DataConfig> Table { get; } = new(Place, later: []);

    /// <summary>Everything: the block of a Caddyfile.</summary>
    public static OptionTable<DataConfig> Block { get; } = Retention.With(Place);
}
