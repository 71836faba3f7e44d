namespace FerroGate.Bench.Load.Measuring;

/// <summary>What a load came to.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Seconds">In what time.</param>
/// <param name="Latency">How long they took.</param>
/// <param name="Failures">How many had another status than 2xx, or none.</param>
internal sealed record WrkResult(double Requests, double Seconds, Latency Latency, int Failures);
