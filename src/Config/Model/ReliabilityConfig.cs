using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>How failures are met.</summary>
public sealed record ReliabilityConfig
{
    /// <summary>So many failures in a row open a target's circuit; needs the cooldown too.</summary>
    public Setting<int>? CircuitBreakerFailureThreshold { get; init; }

    /// <summary>So many failures in a hundred requests open a target's circuit; needs the cooldown too.</summary>
    public Setting<int>? CircuitBreakerFailureRate { get; init; }

    /// <summary>The requests of so long a time count for the rate.</summary>
    public Setting<TimeSpan>? CircuitBreakerWindow { get; init; }

    /// <summary>Of fewer requests the rate says nothing.</summary>
    public Setting<int>? CircuitBreakerMinimumRequests { get; init; }

    /// <summary>How long an open circuit stays open.</summary>
    public Setting<TimeSpan>? CircuitBreakerCooldown { get; init; }

    /// <summary>The connect timeout and the first byte timeout, where they have none of their own.</summary>
    public Setting<TimeSpan>? DispatchTimeout { get; init; }

    /// <summary>Until there is a connection.</summary>
    public Setting<TimeSpan>? ConnectTimeout { get; init; }

    /// <summary>Until the first byte of a streamed answer.</summary>
    public Setting<TimeSpan>? FirstByteTimeout { get; init; }

    /// <summary>Until the first byte of a plain answer.</summary>
    public Setting<TimeSpan>? PlainFirstByteTimeout { get; init; }

    /// <summary>Until the first content of a stream.</summary>
    public Setting<TimeSpan>? FirstTokenTimeout { get; init; }

    /// <summary>How long an answer that has begun may say nothing.</summary>
    public Setting<TimeSpan>? StreamSilence { get; init; }

    /// <summary>How long an exchange may take from its first attempt to its end.</summary>
    public Setting<TimeSpan>? ExchangeTimeout { get; init; }

    /// <summary>How often a request that failed is sent again to the same target.</summary>
    public Setting<int>? DispatchMaxRetries { get; init; }

    /// <summary>How many attempts one request may take, over all targets.</summary>
    public Setting<int>? DispatchMaxAttempts { get; init; }

    /// <summary>How long after a request the last of its attempts may begin.</summary>
    public Setting<TimeSpan>? DispatchBudget { get; init; }

    /// <summary>How many wrong credentials a client may send in a minute; 0 is as many as it likes.</summary>
    public Setting<int>? WrongCredentialsPerMinute { get; init; }

    public Setting<TimeSpan>? BudgetWait { get; init; }

    /// <summary>What becomes of an answer whose client has gone.</summary>
    public DisconnectConfig? OnDisconnect { get; init; }

    /// <summary>The largest plain answer, and the largest event of a stream.</summary>
    public Setting<long>? ResponseBodyMaxBytes { get; init; }

    /// <summary>The largest request to an AI path.</summary>
    public Setting<long>? RequestBodyMaxBytes { get; init; }

    /// <summary>All request bodies that AI paths hold in memory at one moment.</summary>
    public Setting<long>? RequestBodiesMaxBytes { get; init; }

    /// <summary>Where the process writes its number.</summary>
    public Setting<string>? UpgradePidFile { get; init; }

    /// <summary>The socket by which the running process is asked to hand over to a new one.</summary>
    public Setting<string>? UpgradeSocket { get; init; }

    /// <summary>How often a command that does not reach that socket tries again.</summary>
    public Setting<int>? UpgradeSocketRetries { get; init; }

    /// <summary>How long the gateway goes on accepting after it was told to stop (Caddy's <c>shutdown_delay</c>).</summary>
    public Setting<TimeSpan>? ShutdownDelay { get; init; }

    /// <summary>How long running requests may take to end after that (Caddy's <c>grace_period</c>).</summary>
    public Setting<TimeSpan>? GracePeriod { get; init; }
}
