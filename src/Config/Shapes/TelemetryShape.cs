using FerroGate.Config.Model;
using FerroGate.Config.Options;
using FerroGate.Core.Snapshot;

namespace FerroGate.Config.Shapes;

/// <summary><c>telemetry</c>: what is written about requests.</summary>
internal static class TelemetryShape
{
    private const string NoExport = "telemetry is not exported by this version";

    public static Shape<TelemetryConfig> Shape { get; } = new Shape<TelemetryConfig>()
        .Value("service_name", Forms.Text, telemetry => telemetry.ServiceName,
            (telemetry, name) => telemetry with { ServiceName = name }, "The name that exported telemetry carries.",
            fallback: "ferrogate", pending: NoExport)
        .Value("otlp_endpoint", UrlForm.Value, telemetry => telemetry.OtlpEndpoint,
            (telemetry, url) => telemetry with { OtlpEndpoint = url }, "Where telemetry is exported to (OTLP over HTTP).",
            pending: NoExport)
        .Value("log_bodies", Forms.Flag, telemetry => telemetry.LogBodies,
            (telemetry, bodies) => telemetry with { LogBodies = bodies }, "Whether the first 16 Ki characters of requests and answers are in the request records, redacted, of keys that have `log_bodies`.",
            fallback: "false")
        .Value("access_log", Mode, telemetry => telemetry.AccessLog, (telemetry, mode) => telemetry with { AccessLog = mode },
            "Which requests are in the access log.", fallback: "errors, and everything of sites that say `log`")
        .Value("access_log_sample_rate", Forms.Int(), telemetry => telemetry.AccessLogSampleRate,
            (telemetry, rate) => telemetry with { AccessLogSampleRate = rate }, "Mode `sampled`: one request of so many.",
            fallback: "100")
        .Value("access_log_error_rate_limit_per_sec", Forms.Int(), telemetry => telemetry.AccessLogErrorRateLimitPerSecond,
            (telemetry, limit) => telemetry with { AccessLogErrorRateLimitPerSecond = limit },
            "At most so many lines about errors in a second.", fallback: "100");

    private static ValueForm<AccessLogMode> Mode => Forms.Choice(
        ("off", AccessLogMode.Off),
        ("error", AccessLogMode.Error),
        ("sampled", AccessLogMode.Sampled),
        ("all", AccessLogMode.All));
}
