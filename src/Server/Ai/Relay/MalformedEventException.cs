namespace FerroGate.Server.Ai.Relay;

/// <summary>An event of a stream that is none.</summary>
internal sealed class MalformedEventException : Exception;
