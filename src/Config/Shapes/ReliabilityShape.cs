using FerroGate.Config.Model;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>reliability</c>: how failures are met.</summary>
internal static class ReliabilityShape
{
    public static Shape<ReliabilityConfig> Shape { get; } = new Shape<ReliabilityConfig>()
        .Value("provider_circuit_breaker_failure_threshold", Forms.Int(), reliability => reliability.CircuitBreakerFailureThreshold,
            (reliability, count) => reliability with { CircuitBreakerFailureThreshold = count },
            "So many failures in a row open the circuit of a target; needs the cooldown too.", fallback: "any number")
        .Value("provider_circuit_breaker_failure_rate_percent", Forms.Int(least: 1, most: 100), reliability => reliability.CircuitBreakerFailureRate,
            (reliability, percent) => reliability with { CircuitBreakerFailureRate = percent },
            "So many failures in a hundred requests open the circuit of a target; needs the cooldown too.", fallback: "any number")
        .Value("provider_circuit_breaker_window_secs", Forms.Seconds, reliability => reliability.CircuitBreakerWindow,
            (reliability, time) => reliability with { CircuitBreakerWindow = time },
            "The requests of so long a time count for the rate.", fallback: "60")
        .Value("provider_circuit_breaker_min_requests", Forms.Int(), reliability => reliability.CircuitBreakerMinimumRequests,
            (reliability, count) => reliability with { CircuitBreakerMinimumRequests = count },
            "Of fewer requests the rate says nothing.", fallback: "20")
        .Value("provider_circuit_breaker_cooldown_secs", Forms.Seconds, reliability => reliability.CircuitBreakerCooldown,
            (reliability, time) => reliability with { CircuitBreakerCooldown = time }, "How long an open circuit stays open, until one request probes.", fallback: "no circuit breaker")
        .Value("provider_dispatch_timeout_secs", Forms.Seconds, reliability => reliability.DispatchTimeout,
            (reliability, time) => reliability with { DispatchTimeout = time },
            "Time to connect, and to the first byte of a streamed answer, for those of the next two that are not set.")
        .Value("provider_connect_timeout_secs", Forms.Seconds, reliability => reliability.ConnectTimeout,
            (reliability, time) => reliability with { ConnectTimeout = time },
            "How long it may take until there is a connection.", fallback: "10")
        .Value("provider_first_byte_timeout_secs", Forms.Seconds, reliability => reliability.FirstByteTimeout,
            (reliability, time) => reliability with { FirstByteTimeout = time },
            "How long it may take from an attempt to the first byte of a streamed answer.", fallback: "300")
        .Value("provider_plain_first_byte_timeout_secs", Forms.Seconds, reliability => reliability.PlainFirstByteTimeout,
            (reliability, time) => reliability with { PlainFirstByteTimeout = time },
            "The same for a plain answer, which begins when all of it is known.", fallback: "as long as the exchange")
        .Value("provider_first_token_timeout_secs", Forms.Seconds, reliability => reliability.FirstTokenTimeout,
            (reliability, time) => reliability with { FirstTokenTimeout = time },
            "How long it may take from an attempt to the first content of a stream.", fallback: "600")
        .Value("provider_stream_silence_secs", Forms.Seconds, reliability => reliability.StreamSilence,
            (reliability, time) => reliability with { StreamSilence = time },
            "How long an answer that has begun may say nothing before it counts as broken.", fallback: "300")
        .Value("provider_exchange_timeout_secs", Forms.Seconds, reliability => reliability.ExchangeTimeout,
            (reliability, time) => reliability with { ExchangeTimeout = time },
            "How long a request may take from its first attempt to the end of its answer.", fallback: "3600")
        .Value("provider_dispatch_max_retries", Forms.Int(least: 0), reliability => reliability.DispatchMaxRetries,
            (reliability, count) => reliability with { DispatchMaxRetries = count },
            "How often a request that failed is sent again to the same target.", fallback: "0")
        .Value("provider_dispatch_max_attempts", Forms.Int(), reliability => reliability.DispatchMaxAttempts,
            (reliability, count) => reliability with { DispatchMaxAttempts = count },
            "How many attempts one request may take, over all of its targets.", fallback: "10")
        .Value("provider_dispatch_budget_secs", Forms.Seconds, reliability => reliability.DispatchBudget,
            (reliability, time) => reliability with { DispatchBudget = time },
            "How long after a request the last of its attempts may begin.", fallback: "120")
        .Value("wrong_credentials_per_minute", Forms.Int(0), reliability => reliability.WrongCredentialsPerMinute,
            (reliability, count) => reliability with { WrongCredentialsPerMinute = count },
            "How many wrong credentials one client address may send in a minute before it has to wait; 0 is as many as it likes. Who has a valid key is never kept waiting.", fallback: "30")
        .Value("budget_wait", Forms.DurationOrZero, reliability => reliability.BudgetWait, (reliability, time) => reliability with { BudgetWait = time },
            "How long a request waits in line for the part of a budget that running requests only hold.", fallback: "2s")
        .Block("on_disconnect", () => DisconnectShape.Shape, reliability => reliability.OnDisconnect,
            (reliability, disconnect) => reliability with { OnDisconnect = disconnect }, _ => new DisconnectConfig(), DisconnectShape.Meaning)
        .Value("provider_response_body_max_bytes", Forms.Size, reliability => reliability.ResponseBodyMaxBytes,
            (reliability, size) => reliability with { ResponseBodyMaxBytes = size },
            "The largest plain answer, and the largest event of a stream.", fallback: "16777216")
        .Value("request_body_max_bytes", Forms.Size, reliability => reliability.RequestBodyMaxBytes,
            (reliability, size) => reliability with { RequestBodyMaxBytes = size }, "The largest request to an AI path.",
            fallback: "33554432")
        .Value("request_bodies_max_bytes", Forms.Size, reliability => reliability.RequestBodiesMaxBytes,
            (reliability, size) => reliability with { RequestBodiesMaxBytes = size },
            "All request bodies that AI paths hold in memory at one moment.")
        .Value("graceful_shutdown_grace_period_secs", Forms.Seconds, reliability => reliability.ShutdownDelay,
            (reliability, time) => reliability with { ShutdownDelay = time },
            "How long the gateway goes on accepting after it was told to stop; the same as `shutdown_delay`.", alias: true)
        .Value("graceful_shutdown_timeout_secs", Forms.Seconds, reliability => reliability.GracePeriod,
            (reliability, time) => reliability with { GracePeriod = time },
            "How long running requests may take to end after that; the same as `grace_period`.", alias: true)
        .Value("graceful_upgrade_pid_file", Forms.Text, reliability => reliability.UpgradePidFile,
            (reliability, path) => reliability with { UpgradePidFile = path }, "Where the process writes its number.")
        .Value("graceful_upgrade_sock", Forms.Text, reliability => reliability.UpgradeSocket,
            (reliability, path) => reliability with { UpgradeSocket = path }, "The socket by which `ferrogate reload --graceful-upgrade` finds the process.", fallback: "upgrade.sock in the data directory")
        .Value("graceful_upgrade_sock_retries", Forms.Int(), reliability => reliability.UpgradeSocketRetries,
            (reliability, count) => reliability with { UpgradeSocketRetries = count }, "How often `ferrogate reload --graceful-upgrade` tries that again, a second after the other.", fallback: "0");
}
