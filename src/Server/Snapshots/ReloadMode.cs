namespace FerroGate.Server.Snapshots;

/// <summary>How a config can come into force.</summary>
internal enum ReloadMode
{
    /// <summary>In the running process, while it serves.</summary>
    ProcessLocal,

    /// <summary>A listener goes or changes: a new process has to take the others over.</summary>
    ListenerLevel,

    /// <summary>It changes what a process reads at its start only.</summary>
    Restart,
}
