namespace FerroGate.Core.Ledger;

/// <summary>What the journal promises when it says that a record is written.</summary>
public enum DurabilityLevel
{
    /// <summary>The operating system has it: the death of the process loses nothing.</summary>
    Process,

    /// <summary>The disk has it: a power cut loses nothing.</summary>
    Power,

    /// <summary>It will be written soon: nothing waits for it.</summary>
    Relaxed,
}
