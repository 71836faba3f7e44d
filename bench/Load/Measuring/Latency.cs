namespace FerroGate.Bench.Load.Measuring;

/// <summary>How long requests took, in microseconds.</summary>
/// <param name="P50">Half of them took less.</param>
/// <param name="P99">99 of 100 did.</param>
/// <param name="P999">999 of 1,000 did.</param>
internal readonly record struct Latency(double P50, double P99, double P999);
