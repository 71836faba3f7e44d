using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Core.Ledger;

namespace FerroGate.Config.Shapes;

/// <summary><c>data</c>: where the gateway keeps its data, and how much of it lists show.</summary>
internal static class DataShape
{
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
        .Value("request_log_retention_days", Forms.Int(most: 36_500), data => data.RequestLogRetentionDays,
            (data, days) => data with { RequestLogRetentionDays = days },
            "For how many days request records stay in the PostgreSQL of `postgres`, where each gateway puts its own beside those that it keeps.", fallback: "30")
        .Value("audit_event_retention_records", Forms.Int(), data => data.AuditEventRetentionRecords,
            (data, count) => data with { AuditEventRetentionRecords = count }, "How many audit events of each organization are kept, and of what is nobody's.", fallback: "10000")
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
