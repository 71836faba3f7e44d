using FerroGate.Core.Snapshot;
using FerroGate.Config.Model;

namespace FerroGate.Config.Options;

/// <summary>The options of <c>telemetry</c>.</summary>
internal static class TelemetryOptions
{
    public static OptionTable<TelemetryConfig> Table { get; } = new(
        [
            new("access_log", (telemetry, values) => telemetry with
            {
                AccessLog = values.Choice(
                    ("off", AccessLogMode.Off),
                    ("error", AccessLogMode.Error),
                    ("sampled", AccessLogMode.Sampled),
                    ("all", AccessLogMode.All)),
            }),
            new("access_log_sample_rate", (telemetry, values) => telemetry with { AccessLogSampleRate = values.Int() }),
            new("access_log_error_rate_limit_per_sec", (telemetry, values) => telemetry with
            {
                AccessLogErrorRateLimitPerSecond = values.Int(),
            }),
        ],
        later: ["service_name", "log_bodies", "otlp_endpoint"]);
}
