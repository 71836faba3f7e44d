using FerroGate.Storage;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Writes to the log how far the sealed ledger goes, so that whoever keeps the log somewhere else can show that nothing was cut from its end.
/// </summary>
internal sealed partial class LedgerHeads(LocalStore store, TimeProvider clock, ILogger<LedgerHeads> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    // This process has one, and during an upgrade the one before it another.
    private const int AtOnce = 2;

    private IReadOnlyList<LedgerHead> _told = [];

    /// <summary>Each minute, until the process is told to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await TellAsync(stop);
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Writes those that have grown.</summary>
    public async Task TellAsync(CancellationToken cancellation)
    {
        try
        {
            var heads = await store.HeadsAsync(AtOnce, cancellation);
            var moved = heads.Except(_told).ToList();
            _told = heads;
            foreach (var head in moved)
                Log.Head(logger, head.Journal, head.Entries, head.Seal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotRead(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "ledger head: journal {Journal} has {Entries} entries and ends in {Seal}")]
        public static partial void Head(ILogger logger, string journal, long entries, string seal);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The heads of the ledger cannot be read just now.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
