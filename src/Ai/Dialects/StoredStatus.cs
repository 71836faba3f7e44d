namespace FerroGate.Ai.Dialects;

/// <summary>Where an answer stands that its provider stores.</summary>
public enum StoredStatus
{
    /// <summary>The provider is at it, or will be.</summary>
    Running,

    /// <summary>It is there, whole or as far as a limit allowed.</summary>
    Finished,

    /// <summary>The provider could not make it.</summary>
    Failed,

    /// <summary>Somebody has stopped it.</summary>
    Cancelled,
}
