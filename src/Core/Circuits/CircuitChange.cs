namespace FerroGate.Core.Circuits;

/// <summary>A circuit has changed.</summary>
/// <param name="State">Where it stands now.</param>
/// <param name="Cause">Why.</param>
/// <param name="Failures">The failures that it was for: those in a row, or those of the last requests.</param>
/// <param name="Requests">How many the last requests were; 0 where it is not for them.</param>
public readonly record struct CircuitChange(CircuitState State, CircuitCause Cause, int Failures, int Requests);
