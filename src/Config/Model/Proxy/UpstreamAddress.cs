namespace FerroGate.Config.Model.Proxy;

/// <summary>Where a reverse proxy sends requests: scheme, host and port, without a path.</summary>
public sealed record UpstreamAddress(string Scheme, string Host, int Port);
