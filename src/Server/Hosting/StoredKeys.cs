using FerroGate.Core.Keys;

namespace FerroGate.Server.Hosting;

/// <summary>Follows the keys of the store, which commands change while the gateway runs: a change counts within a second.</summary>
internal sealed partial class StoredKeys(IKeyStore store, KeyDirectory directory, TimeProvider clock, ILogger<StoredKeys> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private long? _version;

    /// <summary>Reads the keys if they have changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        var version = await store.VersionAsync(cancellation);
        if (version != _version)
        {
            directory.UseStored(await store.ListAsync(cancellation));
            _version = version;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.CannotRead(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The stored keys could not be read; those known so far stay in force.")]
        public static partial void CannotRead(ILogger logger, Exception exception);
    }
}
