namespace FerroGate.Server.Telemetry.Logs;

/// <summary>A <c>log</c> of a site.</summary>
/// <param name="Name">What it is called; <c>null</c> for no name.</param>
/// <param name="Hosts">The hosts whose requests it is for; empty is every one.</param>
/// <param name="Logs">What it writes to.</param>
internal sealed record SiteLog(string? Name, IReadOnlyList<string> Hosts, IReadOnlyList<ConfiguredLog> Logs)
{
    /// <summary>What its lines say that they belong to.</summary>
    public string Logger { get; } = Name is null ? AccessLog.Logger : $"{AccessLog.Logger}.{Name}";
}
