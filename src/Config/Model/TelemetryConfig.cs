using FerroGate.Config.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Model;

/// <summary>What is written about requests.</summary>
public sealed record TelemetryConfig
{
    public Setting<AccessLogMode>? AccessLog { get; init; }

    /// <summary>In mode <c>sampled</c>, one request of so many is written.</summary>
    public Setting<int>? AccessLogSampleRate { get; init; }

    /// <summary>At most so many lines about errors in a second.</summary>
    public Setting<int>? AccessLogErrorRateLimitPerSecond { get; init; }
}
