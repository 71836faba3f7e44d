namespace FerroGate.Storage.Journal;

/// <summary>What the journal promises when the task of a record completes.</summary>
public enum Durability
{
    /// <summary>The operating system has it: the death of the process loses nothing.</summary>
    Process,

    /// <summary>The disk has it: a power cut loses nothing.</summary>
    Power,

    /// <summary>It will be written soon: nothing waits for it.</summary>
    Relaxed,
}
