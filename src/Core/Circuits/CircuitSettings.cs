namespace FerroGate.Core.Circuits;

/// <summary>When a circuit opens, and for how long.</summary>
/// <param name="FailureThreshold">Failures in a row.</param>
/// <param name="Cooldown">Time until a probe is let through.</param>
public sealed record CircuitSettings(int FailureThreshold, TimeSpan Cooldown);
