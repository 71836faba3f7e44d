namespace FerroGate.Core.Circuits;

/// <summary>Where a circuit stands; what is higher lets fewer requests through.</summary>
public enum CircuitState
{
    /// <summary>Requests go.</summary>
    Closed,

    /// <summary>One request is out to see whether others may follow.</summary>
    HalfOpen,

    /// <summary>None goes; behind the cooldown the next one is the probe.</summary>
    Open,
}
