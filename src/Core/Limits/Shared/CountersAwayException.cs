namespace FerroGate.Core.Limits.Shared;

/// <summary>The counters could not be reached in time.</summary>
public sealed class CountersAwayException(string message, Exception? inner = null) : IOException(message, inner);
