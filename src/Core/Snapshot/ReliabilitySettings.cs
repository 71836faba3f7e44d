using FerroGate.Core.Circuits;

namespace FerroGate.Core.Snapshot;

/// <summary>How failures are met, with every default filled in.</summary>
public sealed record ReliabilitySettings
{
    /// <summary><c>null</c>: circuits never open.</summary>
    public CircuitSettings? Circuit { get; init; }

    /// <summary>How long a target may take of which nothing else is said; those of one are <see cref="Target.Limits"/>.</summary>
    public TimeLimits Limits { get; init; } = new();

    /// <summary>How often a failed request is sent again to the same target.</summary>
    public int DispatchMaxRetries { get; init; }

    /// <summary>How many attempts one request may take, over all targets.</summary>
    public int DispatchMaxAttempts { get; init; } = 10;

    /// <summary>How long after a request the last of its attempts may begin.</summary>
    public TimeSpan DispatchBudget { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long an answer is read on whose client has gone; zero is not at all.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.Zero;

    /// <summary>The largest plain answer, and the largest event of a stream.</summary>
    public long ResponseBodyMaxBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The largest request to an AI path.</summary>
    public long RequestBodyMaxBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>All request bodies that AI paths hold in memory at one moment.</summary>
    public long RequestBodiesMaxBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>How long the gateway goes on accepting after it was told to stop.</summary>
    public TimeSpan ShutdownDelay { get; init; } = TimeSpan.Zero;

    /// <summary>How long running requests may take to end after that; <c>null</c> is without end, as in Caddy.</summary>
    public TimeSpan? GracePeriod { get; init; }

    /// <summary>How many wrong credentials a client may send in a minute; 0 is as many as it likes.</summary>
    public int WrongCredentialsPerMinute { get; init; } = 30;

    /// <summary>How long a request waits in line for what others only hold of its budgets.</summary>
    public TimeSpan BudgetWait { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the end of an answer waits for its ledger entry.</summary>
    public TimeSpan SettleTimeout { get; init; } = TimeSpan.FromSeconds(5);
}
