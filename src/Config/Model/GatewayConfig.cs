using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>
/// Everything that a config file says, as it was written. What is <c>null</c> was not said; defaults come later, in the
/// snapshot.
/// </summary>
public sealed record GatewayConfig
{
    public AdminConfig Admin { get; init; } = new();

    public TelemetryConfig Telemetry { get; init; } = new();

    public ReliabilityConfig Reliability { get; init; } = new();

    public DataConfig Data { get; init; } = new();

    /// <summary><c>debug</c>: log at debug level.</summary>
    public Setting<bool>? Debug { get; init; }

    /// <summary>
    /// What all <c>ai_gateway</c> blocks define together. Providers, models and keys belong to the gateway, not to a site.
    /// </summary>
    public AiConfig Ai { get; init; } = new();

    public IReadOnlyList<SiteConfig> Sites { get; init; } = [];
}
