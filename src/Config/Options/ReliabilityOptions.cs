using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Options;

/// <summary>The options of <c>reliability</c>.</summary>
internal static class ReliabilityOptions
{
    public static OptionTable<ReliabilityConfig> Table { get; } = new(
        [
            new("provider_circuit_breaker_failure_threshold", (reliability, values) => reliability with
            {
                CircuitBreakerFailureThreshold = values.Int(),
            }),
            new("provider_circuit_breaker_cooldown_secs", (reliability, values) => reliability with
            {
                CircuitBreakerCooldown = values.Seconds(),
            }),
            new("provider_dispatch_timeout_secs", (reliability, values) => reliability with { DispatchTimeout = values.Seconds() }),
            new("provider_dispatch_max_retries", (reliability, values) => reliability with
            {
                DispatchMaxRetries = values.Int(least: 0),
            }),
            new("provider_response_body_max_bytes", (reliability, values) => reliability with { ResponseBodyMaxBytes = values.Size() }),
            new("request_body_max_bytes", (reliability, values) => reliability with { RequestBodyMaxBytes = values.Size() }),
            new("request_bodies_max_bytes", (reliability, values) => reliability with { RequestBodiesMaxBytes = values.Size() }),
            new("graceful_shutdown_grace_period_secs", (reliability, values) =>
                SetShutdownDelay(reliability, values, static reader => reader.Seconds())),
            new("graceful_shutdown_timeout_secs", (reliability, values) =>
                SetGracePeriod(reliability, values, static reader => reader.Seconds())),
        ],
        later: ["graceful_upgrade_pid_file", "graceful_upgrade_sock", "graceful_upgrade_sock_retries"]);

    /// <summary>The product's name for it and Caddy's mean one setting; only one of them may be used.</summary>
    public static ReliabilityConfig SetShutdownDelay(
        ReliabilityConfig reliability, OptionReader values, Func<OptionReader, Setting<TimeSpan>?> read) =>
        values.IsTaken(
            reliability.ShutdownDelay,
            DiagnosticCodes.DuplicateOption,
            "`shutdown_delay` and `graceful_shutdown_grace_period_secs` are one setting, and it is given twice")
            ? reliability
            : reliability with { ShutdownDelay = read(values) };

    /// <inheritdoc cref="SetShutdownDelay"/>
    public static ReliabilityConfig SetGracePeriod(
        ReliabilityConfig reliability, OptionReader values, Func<OptionReader, Setting<TimeSpan>?> read) =>
        values.IsTaken(
            reliability.GracePeriod,
            DiagnosticCodes.DuplicateOption,
            "`grace_period` and `graceful_shutdown_timeout_secs` are one setting, and it is given twice")
            ? reliability
            : reliability with { GracePeriod = read(values) };
}
