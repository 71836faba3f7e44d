using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>
/// The database that the gateways of a fleet share. When it is away, whoever asks is told so at once and not after a time limit; a probe
/// looks for it again and again.
/// </summary>
public sealed class PostgresDatabase : IAsyncDisposable
{
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromSeconds(1);

    // A gateway does not start later because nobody answers.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _clock;
    private readonly Action<StoreFailure> _onFailure;
    private readonly CancellationTokenSource _stop = new();
    private Task _probe = Task.CompletedTask;

    // Until the first look nobody knows; then the reason why it is away, or null.
    private volatile string? _reason = "it has not answered yet";

    private PostgresDatabase(PostgresAddress address, NpgsqlDataSource source, TimeProvider clock, Action<StoreFailure> onFailure) =>
        (Address, _source, _clock, _onFailure) = (address, source, clock, onFailure);

    public PostgresAddress Address { get; }

    /// <summary>Whether it could not be used when somebody tried last.</summary>
    public bool IsAway => _reason is not null;

    /// <summary>Why it is away; <c>null</c> when it is there.</summary>
    public string? Reason => _reason;

    /// <summary>Called each time that it is there again; must not throw.</summary>
    public event Action? Returned;

    /// <summary>Looks for it, brings its schema up to date where it is there, and goes on looking until it is disposed.</summary>
    /// <exception cref="StoreException">A newer version has made its schema.</exception>
    internal static async Task<PostgresDatabase> OpenAsync(
        PostgresAddress address, TimeProvider clock, Action<StoreFailure> onFailure, CancellationToken cancellation)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(address.ConnectionString);
        builder.EnableArrays();
        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        var database = new PostgresDatabase(address, builder.Build(), clock, onFailure);
        var first = database.Start();
        try
        {
            await Task.WhenAny(first, Task.Delay(FirstLook, clock, cancellation));
            cancellation.ThrowIfCancellationRequested();
            if (first.IsFaulted)
                await first;
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does something on a connection of its own.</summary>
    /// <exception cref="PostgresAwayException">It is away, or went away meanwhile; then nobody knows whether it was done.</exception>
    internal async Task<T> UseAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> use, CancellationToken cancellation)
    {
        if (_reason is { } reason)
            throw Away(reason);
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            return await use(connection, cancellation);
        }
        catch (Exception failure) when (PostgresFault.IsAway(failure) && !cancellation.IsCancellationRequested)
        {
            throw GoAway(failure);
        }
    }

    /// <summary>Gives a connection for long, whose end says nothing of the database.</summary>
    /// <exception cref="PostgresAwayException">It is known to be away.</exception>
    internal ValueTask<NpgsqlConnection> ConnectAsync(CancellationToken cancellation) =>
        _reason is { } reason ? throw Away(reason) : _source.OpenConnectionAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _probe;
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    /// <returns>The first look.</returns>
    private Task Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            var first = Task.Run(() => LookAsync(_stop.Token), CancellationToken.None);
            _probe = Task.Run(() => ProbeAsync(first), CancellationToken.None);
            return first;
        }
    }

    private async Task ProbeAsync(Task first)
    {
        using var timer = new PeriodicTimer(ProbeEvery, _clock);
        await first.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
                await ProbeOnceAsync();
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ProbeOnceAsync()
    {
        try
        {
            if (_reason is not null)
                await LookAsync(_stop.Token);
            else
                await UseAsync((connection, stop) => connection.ScalarAsync("SELECT 1", stop), _stop.Token);
        }
        catch (PostgresAwayException)
        {
            // Whoever met it has told.
        }
        catch (StoreException newer)
        {
            // It was another database at the start.
            if (Interlocked.Exchange(ref _reason, newer.Message) != newer.Message)
                _onFailure(new StoreFailure(StorePart.Fleet, newer));
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await _source.OpenConnectionAsync(cancellation);
            await PostgresMigrations.ApplyAsync(connection, Address, _clock, cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException && !cancellation.IsCancellationRequested)
        {
            GoAway(failure);
            return;
        }

        _reason = null;
        Returned?.Invoke();
    }

    private PostgresAwayException GoAway(Exception failure)
    {
        var reason = PostgresFault.Text(failure);
        var away = Away(reason);
        if (Interlocked.Exchange(ref _reason, reason) != reason)
            _onFailure(new StoreFailure(StorePart.Fleet, away));
        return away;
    }

    private PostgresAwayException Away(string reason) => new($"PostgreSQL at {Address} cannot be used just now: {reason}");
}
