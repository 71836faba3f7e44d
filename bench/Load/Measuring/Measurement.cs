namespace FerroGate.Bench.Load.Measuring;

/// <summary>What one server did under one load.</summary>
/// <param name="Cpu">Microseconds of CPU for each request or event, user and system, of the whole process tree.</param>
/// <param name="PerSecond">Requests or events in a second.</param>
/// <param name="Latency">How long they took.</param>
/// <param name="ResidentBytes">Its memory at the end.</param>
/// <param name="AllocatedBytes">What it allocated for each request or event; <c>null</c> where it does not tell.</param>
internal sealed record Measurement(double Cpu, double PerSecond, Latency Latency, long ResidentBytes, double? AllocatedBytes);
