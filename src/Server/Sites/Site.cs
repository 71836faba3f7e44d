using FerroGate.Server.Telemetry.Logs;

namespace FerroGate.Server.Sites;

/// <summary>A compiled site.</summary>
/// <param name="Logs">Where its requests are written down.</param>
/// <param name="HandleAsync">What it does with a request.</param>
internal sealed record Site(SiteLogs Logs, RequestDelegate HandleAsync);
