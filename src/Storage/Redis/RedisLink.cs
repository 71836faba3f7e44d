using FerroGate.Core.Limits.Shared;
using StackExchange.Redis;

namespace FerroGate.Storage.Redis;

/// <summary>The connection to Redis. While it is away nothing waits for it, and it is looked for in the background.</summary>
internal sealed class RedisLink : IAsyncDisposable
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMilliseconds(1_000);
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly ConnectionMultiplexer _connection;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private Task _looking = Task.CompletedTask;
    private int _isAway;

    private RedisLink(ConnectionMultiplexer connection, TimeProvider clock)
    {
        (_connection, _clock) = (connection, clock);
        connection.ConnectionFailed += (_, failed) =>
        {
            if (failed.ConnectionType == ConnectionType.Interactive)
                GoAway();
        };
        if (!connection.IsConnected)
            GoAway();
    }

    public event Action<bool>? AwayChanged;

    public bool IsAway => Volatile.Read(ref _isAway) == 1;

    public static async Task<RedisLink> ConnectAsync(string configuration, TimeProvider clock)
    {
        ConfigurationOptions options;
        try
        {
            options = ConfigurationOptions.Parse(configuration);
        }
        catch (ArgumentException exception)
        {
            // Its message may hold a password.
            throw new StoreException("The option 'redis' of 'data' is no configuration of StackExchange.Redis, such as 'redis.internal:6379,password=…'.", exception);
        }

        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.ClientName ??= "ferrogate";
        options.ReconnectRetryPolicy = new LinearRetry((int)LookEvery.TotalMilliseconds);

        // Who asks decides how long it waits.
        (options.ConnectTimeout, options.AsyncTimeout) = (2_000, 10_000);
        return new RedisLink(await ConnectionMultiplexer.ConnectAsync(options), clock);
    }

    public async Task ListenAsync(string channel, Action<string> heard)
    {
        try
        {
            // Subscribed again by itself whenever the connection is made anew.
            await _connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(channel), (_, message) => heard(message.ToString()));
        }
        catch (RedisException)
        {
            // It is subscribed when there is a connection, and meanwhile nobody depends on it.
        }
    }

    /// <summary>Asks it something, and waits for the answer for a short while.</summary>
    /// <exception cref="CountersAwayException">There is none.</exception>
    public async Task<T> DoAsync<T>(Func<IDatabase, Task<T>> work)
    {
        if (IsAway)
            throw new CountersAwayException("Redis is away.");

        try
        {
            return await AnswerAsync(work(_connection.GetDatabase()));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // Also where it answers, but only to say that it cannot do it, as while it loads its data or its memory is full.
            GoAway();
            throw new CountersAwayException($"Redis has not answered: {exception.Message}", exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _looking;
        await _connection.DisposeAsync();
        _stop.Dispose();
    }

    private async Task<T> AnswerAsync<T>(Task<T> asked)
    {
        while (true)
        {
            var start = _clock.GetTimestamp();
            try
            {
                return await asked.WaitAsync(CommandTimeout, _clock);
            }
            catch (TimeoutException) when (!asked.IsFaulted && _clock.GetElapsedTime(start) > CommandTimeout + Late)
            {
                // A timer that fires late tells that this process stood still, and nothing of Redis: it is given as long again.
            }
        }
    }

    private void GoAway()
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 1)
            return;
        using (ExecutionContext.SuppressFlow())
            _looking = Task.Run(LookAsync);
        AwayChanged?.Invoke(true);
    }

    private async Task LookAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(LookEvery, _clock, _stop.Token);
                await _connection.GetDatabase().PingAsync().WaitAsync(CommandTimeout, _clock, _stop.Token);
                break;
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException or OperationCanceledException)
            {
                // It is looked for again.
            }
        }

        Volatile.Write(ref _isAway, 0);
        if (!_stop.IsCancellationRequested)
            AwayChanged?.Invoke(false);
    }
}
