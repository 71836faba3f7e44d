namespace FerroGate.Core.Snapshot;

/// <summary>How the built-in echo provider behaves.</summary>
/// <param name="Latency">How long it waits before it answers.</param>
/// <param name="TokensPerSecond">How fast it streams; <c>null</c> is at once.</param>
public sealed record EchoSettings(TimeSpan Latency, int? TokensPerSecond);
