namespace FerroGate.Core.Circuits;

/// <summary>When a circuit opens, and for how long.</summary>
/// <param name="FailureThreshold">So many failures in a row open it; <c>null</c>: however many.</param>
/// <param name="Cooldown">Time until a probe is let through.</param>
public sealed record CircuitSettings(int? FailureThreshold, TimeSpan Cooldown)
{
    /// <summary>So large a part of failures opens it; <c>null</c>: however large.</summary>
    public FailureRate? Rate { get; init; }
}
