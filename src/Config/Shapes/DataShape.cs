using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Core.Ledger;

namespace FerroGate.Config.Shapes;

/// <summary><c>data</c>: where the gateway keeps its data, and how much of it lists show.</summary>
internal static class DataShape
{
    private const int LongestDays = 36_500;
    private const long SmallestSize = 1 << 20;

    // A month's budgets can be made anew of the entries that are kept.
    private const int DaysOfAMonth = 31;

    /// <summary>Where data is, and what its journal promises.</summary>
    public static Shape<DataConfig> Place { get; } = new Shape<DataConfig>()
        .Value("path", Forms.Text, data => data.Path, (data, path) => data with { Path = path },
            "The folder; relative to the working directory.", fallback: "./data")
        .Value("durability", Durability, data => data.Durability, (data, level) => data with { Durability = level },
            "What a ledger entry survives: the end of the process, a power cut, or neither.", fallback: "process")
        .Value("settle_timeout", Forms.Duration, data => data.SettleTimeout, (data, time) => data with { SettleTimeout = time },
            "How long the end of an answer waits for its ledger entry before the connection is reset.", fallback: "5s")
        .Value("postgres", Forms.Secret.Such("connection string", "{env.FERROGATE_POSTGRES}", "{file./run/secrets/postgres}", "Host=db.example.com;Database=ferrogate;Username=ferrogate"),
            data => data.Postgres, (data, postgres) => data with { Postgres = postgres },
            "The PostgreSQL that several gateways share, in the keywords of Npgsql: ledger entries, their sums and request records go there as well. A process reads it at its start only.",
            fallback: "none")
        .Value("redis", Forms.Secret, data => data.Redis, (data, redis) => data with { Redis = redis },
            "The Redis in which several gateways count limits and budgets together, such as `redis.internal:6379,password=…`, or `{env.NAME}` for a variable that has it.",
            fallback: "each gateway counts by itself")
        .Value("redis_prefix", Forms.Name, data => data.RedisPrefix, (data, prefix) => data with { RedisPrefix = prefix },
            "What keys in Redis begin with; gateways with the same one count together.", fallback: "ferrogate");

    /// <summary>How many records are kept and listed.</summary>
    public static Shape<DataConfig> Retention { get; } = new Shape<DataConfig>()
        .Value("request_log_retention_records", Forms.Int(), data => data.RequestLogRetentionRecords,
            (data, count) => data with { RequestLogRetentionRecords = count }, "How many request records are kept.", fallback: "10000")
        .Value("request_log_retention_days", Forms.Int(most: LongestDays), data => data.RequestLogRetentionDays,
            (data, days) => data with { RequestLogRetentionDays = days },
            "For how many days request records are kept.", fallback: "30 in the PostgreSQL of `postgres`, else no limit")
        .Value("request_log_retention_size", Forms.SizeFrom(SmallestSize), data => data.RequestLogRetentionSize,
            (data, size) => data with { RequestLogRetentionSize = size },
            "How much of the disk request records take: the oldest go first, in PostgreSQL by whole days that are over.", fallback: "no limit")
        .Value("audit_event_retention_records", Forms.Int(), data => data.AuditEventRetentionRecords,
            (data, count) => data with { AuditEventRetentionRecords = count }, "How many audit events of each organization are kept, and of what is nobody's.", fallback: "10000")
        .Value("audit_event_retention_days", Forms.Int(most: LongestDays), data => data.AuditEventRetentionDays,
            (data, days) => data with { AuditEventRetentionDays = days }, "For how many days audit events are kept.", fallback: "no limit")
        .Value("audit_event_retention_size", Forms.SizeFrom(SmallestSize), data => data.AuditEventRetentionSize,
            (data, size) => data with { AuditEventRetentionSize = size },
            "How much the audit events of each organization come to, and those of nobody: the oldest go first.", fallback: "no limit")
        .Value("ledger_retention_days", Forms.Int(DaysOfAMonth, LongestDays), data => data.LedgerRetentionDays,
            (data, days) => data with { LedgerRetentionDays = days },
            "For how many days ledger entries are kept; anchors stand for those that are pruned, and their sums stay.", fallback: "all time")
        .Value("billing_event_retention_records", Forms.Int(), data => data.BillingEventRetentionRecords,
            (data, count) => data with { BillingEventRetentionRecords = count },
            "How many of the newest ledger entries lists show; none is ever deleted by it.", fallback: "10000")
        .Value("admin_list_default_limit", Forms.Int(), data => data.AdminListDefaultLimit,
            (data, count) => data with { AdminListDefaultLimit = count }, "How long a list of the admin side is.", fallback: "100")
        .Value("admin_list_max_limit", Forms.Int(), data => data.AdminListMaxLimit,
            (data, count) => data with { AdminListMaxLimit = count }, "How long a list may be asked to be.", fallback: "1000");

    /// <summary>Everything: the block of a Caddyfile.</summary>
    public static Shape<DataConfig> Shape { get; } = new Shape<DataConfig>()
        .Part(data => data, (_, data) => data, Place)
        .Part(data => data, (_, data) => data, Retention);

    private static ValueForm<DurabilityLevel> Durability => Forms.Choice(
        ("process", DurabilityLevel.Process),
        ("power", DurabilityLevel.Power),
        ("relaxed", DurabilityLevel.Relaxed));
}
