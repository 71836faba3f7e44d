namespace FerroGate.Core.Circuits;

/// <summary>How a circuit stands at one moment.</summary>
/// <param name="State">Its state.</param>
/// <param name="Since">Since when.</param>
/// <param name="Failures">Failures in a row.</param>
public readonly record struct CircuitStanding(CircuitState State, DateTimeOffset Since, int Failures);
