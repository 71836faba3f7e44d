using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Ledger;

namespace FerroGate.Config.Model;

/// <summary>Where the gateway keeps its data, and how much of it lists show.</summary>
public sealed record DataConfig
{
    /// <summary>The data directory; relative to the working directory.</summary>
    public Setting<string>? Path { get; init; }

    public Setting<DurabilityLevel>? Durability { get; init; }

    /// <summary>How long the end of an answer waits for its ledger entry before the connection is reset.</summary>
    public Setting<TimeSpan>? SettleTimeout { get; init; }

    /// <summary>The PostgreSQL of the fleet, in keyword and value pairs; <c>null</c> where there is none.</summary>
    public Setting<SecretConfig>? Postgres { get; init; }

    /// <summary>Where several gateways count limits and budgets together: a configuration of StackExchange.Redis.</summary>
    public Setting<SecretConfig>? Redis { get; init; }

    /// <summary>What the keys there begin with; gateways with the same one count together.</summary>
    public Setting<string>? RedisPrefix { get; init; }

    /// <summary>How many request records are kept.</summary>
    public Setting<int>? RequestLogRetentionRecords { get; init; }

    /// <summary>For how many days request records are kept.</summary>
    public Setting<int>? RequestLogRetentionDays { get; init; }

    /// <summary>How many bytes of the disk request records take.</summary>
    public Setting<long>? RequestLogRetentionSize { get; init; }

    /// <summary>How many audit events are kept.</summary>
    public Setting<int>? AuditEventRetentionRecords { get; init; }

    /// <summary>For how many days audit events are kept.</summary>
    public Setting<int>? AuditEventRetentionDays { get; init; }

    /// <summary>How many bytes of audit events are kept of each organization.</summary>
    public Setting<long>? AuditEventRetentionSize { get; init; }

    /// <summary>For how many days ledger entries are kept; <c>null</c> for all time.</summary>
    public Setting<int>? LedgerRetentionDays { get; init; }

    /// <summary>How many of the newest ledger entries lists show; none is ever deleted by it.</summary>
    public Setting<int>? BillingEventRetentionRecords { get; init; }

    public Setting<int>? AdminListDefaultLimit { get; init; }

    public Setting<int>? AdminListMaxLimit { get; init; }
}
