namespace FerroGate.Config.Values;

/// <summary>Where <c>output net</c> sends lines.</summary>
/// <param name="Network">How.</param>
/// <param name="Host">The host, or the path of the socket.</param>
/// <param name="Port">The port; 0 for a Unix socket.</param>
public sealed record LogAddress(LogNetwork Network, string Host, int Port);
