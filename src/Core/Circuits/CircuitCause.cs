namespace FerroGate.Core.Circuits;

/// <summary>Why a circuit has changed.</summary>
public enum CircuitCause
{
    /// <summary>It opened: so many failures in a row.</summary>
    FailuresInRow,

    /// <summary>It opened: so large a part of the last requests failed.</summary>
    FailureRate,

    /// <summary>It opened again.</summary>
    ProbeFailed,

    /// <summary>
    /// It opened again, and the next request probes: the probe was ended by somebody else, such as a client that left, or met a limit of its
    /// own.
    /// </summary>
    ProbeToldNothing,

    /// <summary>It is half-open.</summary>
    CooldownOver,

    /// <summary>It closed.</summary>
    ProbeAnswered,
}
