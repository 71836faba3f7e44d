namespace FerroGate.Bench.Load.Measuring;

/// <summary>What a load came to.</summary>
/// <param name="Requests">How many were answered.</param>
/// <param name="Seconds">In what time.</param>
/// <param name="P50">Half of them in fewer microseconds.</param>
/// <param name="P99">99 of 100 of them.</param>
/// <param name="P999">999 of 1,000 of them.</param>
/// <param name="Failures">How many had another status than 2xx, or none.</param>
internal sealed record WrkResult(double Requests, double Seconds, double P50, double P99, double P999, int Failures);
