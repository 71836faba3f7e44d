using FerroGate.Core.Keys;
using FerroGate.Core.Pulses;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Follows the keys of the store, which commands and other gateways change while this one runs: a change counts within a second. Now and
/// then it writes down when keys were used last.
/// </summary>
internal sealed partial class StoredKeys(IKeyStore store, KeyDirectory directory, KeyUses uses, TimeProvider clock, ILogger<StoredKeys> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenUses = TimeSpan.FromSeconds(5);

    private readonly Pulse _pulse = new(Interval, clock);
    private readonly SemaphoreSlim _turn = new(1);
    private long _version;

    /// <summary>Something has changed: it is taken over at once, and not only with the next look.</summary>
    public void Hear() => _pulse.Beat();

    /// <summary>Takes over what has changed.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        // One at a time: older rows must not come after newer ones.
        await _turn.WaitAsync(cancellation);
        try
        {
            var changes = await store.ChangesAsync(_version, cancellation);
            directory.Change(changes.Changes);
            foreach (var change in changes.Changes)
            {
                if (change.Fault is { } fault)
                    Log.Damaged(logger, change.Id, fault);
            }

            _version = changes.Version;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Writes down when keys were used last.</summary>
    public async Task NoteUsesAsync(CancellationToken cancellation)
    {
        try
        {
            if (uses.Take() is { Count: > 0 } taken)
                await store.NoteUsesAsync(taken, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.CannotNoteUses(logger, exception);
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await NoteUsesAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var noted = clock.GetTimestamp();
        while (true)
        {
            await _pulse.WaitAsync(stoppingToken);
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Log.CannotRead(logger, exception);
            }

            if (clock.GetElapsedTime(noted) < BetweenUses)
                continue;

            noted = clock.GetTimestamp();
            await NoteUsesAsync(stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The stored keys could not be read; those known so far stay in force.")]
        public static partial void CannotRead(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Error, Message = "The stored key {Id} is damaged, and opens nothing until it is deleted and made anew: {Reason}")]
        public static partial void Damaged(ILogger logger, string id, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "It could not be written down when keys were used last; what lists show is older than the truth.")]
        public static partial void CannotNoteUses(ILogger logger, Exception exception);
    }
}
