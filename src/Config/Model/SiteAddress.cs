namespace FerroGate.Config.Model;

/// <summary>An address that a site answers at. Plain HTTP only, so far.</summary>
/// <param name="Host">The host name to match; empty is every name.</param>
/// <param name="Port">The port to listen on; 0 lets the system choose.</param>
public sealed record SiteAddress(string Host, int Port);
