namespace FerroGate.Config.Model.Proxy;

/// <summary><c>health_headers</c>: what an upstream is asked with.</summary>
public sealed record HealthHeadersConfig
{
    public IReadOnlyList<HealthHeaderConfig> Headers { get; init; } = [];
}
