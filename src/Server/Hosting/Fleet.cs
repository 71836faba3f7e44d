using FerroGate.Config.Model;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage;
using FerroGate.Storage.Redis;

namespace FerroGate.Server.Hosting;

/// <summary>Several gateways that count limits and budgets together in Redis, of which this process is one.</summary>
internal sealed partial class Fleet : IAsyncDisposable
{
    private const string DefaultPrefix = "ferrogate";

    private readonly RedisCounters _counters;
    private readonly ILogger<Fleet> _logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _pulse = Task.CompletedTask;
    private long _uncounted;

    private Fleet(RedisCounters counters, IPastUsage past, TimeProvider clock, ILogger<Fleet> logger)
    {
        (_counters, _logger) = (counters, logger);
        Governor = new SharedGovernor(counters, past, clock);
        Governor.Uncounted += () => Interlocked.Increment(ref _uncounted);
        Governor.Failed += failure => Log.NotBuilt(logger, failure);
        counters.AwayChanged += Tell;
        if (counters.IsAway)
            Tell(isAway: true);
    }

    /// <summary>What admits requests.</summary>
    public SharedGovernor Governor { get; }

    /// <summary>Requests that were admitted without being counted.</summary>
    public long Uncounted => Interlocked.Read(ref _uncounted);

    public bool IsAway => _counters.IsAway;

    /// <summary>Joins the others; <c>null</c> where the config names no Redis.</summary>
    /// <exception cref="StoreException">The config says it wrongly.</exception>
    public static async Task<Fleet?> JoinAsync(DataConfig config, Func<string, string?> environment, IPastUsage past, TimeProvider clock, ILogger<Fleet> logger)
    {
        if (config.Redis is not { } redis)
            return null;

        var configuration = redis.Value.Resolve(environment) ?? throw new StoreException($"The option 'redis' of 'data' cannot be read: {redis.Value.Place} has nothing.");
        return new Fleet(await RedisCounters.ConnectAsync(configuration, config.RedisPrefix?.Value ?? DefaultPrefix, clock), past, clock, logger);
    }

    /// <summary>Tells the others that this process lives, until it is disposed of.</summary>
    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
            _pulse = Task.Run(() => Governor.RunAsync(_stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _pulse;
        _counters.AwayChanged -= Tell;
        await _counters.DisposeAsync();
        Governor.Dispose();
        _stop.Dispose();
    }

    private void Tell(bool isAway)
    {
        if (isAway)
            Log.Away(_logger);
        else
            Log.Back(_logger, Uncounted);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Redis is away. Limits and budgets with 'fail open' are not counted until it is back, and requests that others count are refused.")]
        public static partial void Away(ILogger logger);

        [LoggerMessage(Level = LogLevel.Error, Message = "Budgets cannot be made of the ledger, so they are closed; it is tried again.")]
        public static partial void NotBuilt(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Redis is back. {Count} requests of this process were admitted so far without being counted.")]
        public static partial void Back(ILogger logger, long count);
    }
}
