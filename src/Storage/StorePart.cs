namespace FerroGate.Storage;

/// <summary>The part of the store that a failure concerns.</summary>
public enum StorePart
{
    /// <summary>The journal could not be written; new AI requests cannot be accounted for.</summary>
    Journal,

    /// <summary>The ledger is behind the journal; nothing is lost, and it is tried again.</summary>
    Ledger,

    /// <summary>Request records were dropped.</summary>
    Records,

    /// <summary>The database of the fleet is away; what it has not got waits.</summary>
    Fleet,
    /// <summary>The counters that several gateways share are behind the journal; nothing is lost, and it is tried again.</summary>
    Limits,

    /// <summary>A journal segment that is no longer needed could not be removed, a database not checkpointed, or something old not deleted.</summary>
    Upkeep,
}
