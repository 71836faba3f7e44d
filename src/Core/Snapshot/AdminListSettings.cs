namespace FerroGate.Core.Snapshot;

/// <summary>How much the lists of the admin side show.</summary>
public sealed record AdminListSettings
{
    public int DefaultLimit { get; init; } = 100;

    public int MaxLimit { get; init; } = 1000;

    /// <summary>How many of the newest request records are kept and shown.</summary>
    public int RequestRecords { get; init; } = 10_000;

    /// <summary>How many of the newest audit events are kept and shown.</summary>
    public int AuditEvents { get; init; } = 10_000;

    /// <summary>How many of the newest ledger entries are shown; every one is kept.</summary>
    public int LedgerEntries { get; init; } = 10_000;
}
