using FerroGate.Config.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Model;

/// <summary>What is written about requests.</summary>
public sealed record TelemetryConfig
{
    /// <summary>The name that exported telemetry carries.</summary>
    public Setting<string>? ServiceName { get; init; }

    /// <summary>Where telemetry is exported to (OTLP over HTTP).</summary>
    public Setting<string>? OtlpEndpoint { get; init; }

    /// <summary>Bodies are recorded, for keys that allow it.</summary>
    public Setting<bool>? LogBodies { get; init; }

    public Setting<AccessLogMode>? AccessLog { get; init; }

    /// <summary>In mode <c>sampled</c>, one request of so many is written.</summary>
    public Setting<int>? AccessLogSampleRate { get; init; }

    /// <summary>At most so many lines about errors in a second.</summary>
    public Setting<int>? AccessLogErrorRateLimitPerSecond { get; init; }
}
