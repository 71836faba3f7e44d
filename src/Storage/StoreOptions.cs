using FerroGate.Core.Ledger;
using FerroGate.Storage.Handover;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Postgres;

namespace FerroGate.Storage;

/// <summary>How a store keeps its data.</summary>
public sealed record StoreOptions
{
    /// <summary>What the journal promises when a record's task completes.</summary>
    public DurabilityLevel Durability { get; init; } = DurabilityLevel.Process;

    /// <summary>What the ledger is sealed with, in base64; <c>null</c> for the file <c>ledger.key</c> of the data directory.</summary>
    public string? LedgerKey { get; init; }

    /// <summary>The database that several gateways share; <c>null</c> where there is none.</summary>
    public PostgresAddress? Postgres { get; init; }

    /// <summary>How many of the newest request records are kept.</summary>
    public int RequestRecordRetention { get; init; } = 10_000;

    /// <summary>For how long, and how much of them; in the database that several gateways share for 30 days where no time is said.</summary>
    public Retention RequestRecordsKept { get; init; } = Retention.Everything;

    /// <summary>How many of the newest audit events are kept.</summary>
    public int AuditEventRetention { get; init; } = 10_000;

    /// <summary>For how long, and how much of each organization.</summary>
    public Retention AuditEventsKept { get; init; } = Retention.Everything;

    /// <summary>For how many days ledger entries are kept; <c>null</c> for all time.</summary>
    public int? LedgerDays { get; init; }

    /// <summary>How many request records may wait to be written before more are dropped.</summary>
    public int RequestRecordQueue { get; init; } = 8_192;

    /// <summary>The process that hands the data directory over while it still runs; <c>null</c> where there is none.</summary>
    public StorePredecessor? Predecessor { get; init; }

    /// <summary>Somebody will be told of every settled exchange, see <see cref="LocalStore.Follow"/>, and journals are kept until then.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>Told of each failure that the store goes on after; called from any thread, must not throw.</summary>
    public Action<StoreFailure>? OnFailure { get; init; }

    /// <summary>What this gateway is called among those of a fleet.</summary>
    internal string Node { get; init; } = Environment.MachineName;

    /// <summary>The size of a journal segment, in bytes.</summary>
    internal int SegmentSize { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long a database that somebody else has locked is waited for.</summary>
    internal TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    internal IJournalFiles Files { get; init; } = new DiskFiles();
}
