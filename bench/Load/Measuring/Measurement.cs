namespace FerroGate.Bench.Load.Measuring;

/// <summary>What one server did under one load.</summary>
/// <param name="Cpu">Microseconds of CPU for each request, user and system, of the whole process tree.</param>
/// <param name="PerSecond">Requests in a second.</param>
/// <param name="P50">Half of the requests were answered in fewer microseconds.</param>
/// <param name="P99">99 of 100 were.</param>
/// <param name="ResidentBytes">Its memory at the end.</param>
internal sealed record Measurement(double Cpu, double PerSecond, double P50, double P99, long ResidentBytes);
