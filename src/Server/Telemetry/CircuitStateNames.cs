using FerroGate.Core.Circuits;

namespace FerroGate.Server.Telemetry;

/// <summary>The names of the states of circuits in metrics and lists.</summary>
internal static class CircuitStateNames
{
    public static string Of(CircuitState state) => state switch
    {
        CircuitState.Closed => "closed",
        CircuitState.HalfOpen => "half_open",
        _ => "open",
    };
}
