namespace FerroGate.Server.Snapshots;

/// <summary>
/// <c>run --watch</c>: has the config read anew when its file or one that it imports has changed. It looks twice, so that nothing
/// is read that somebody is still writing.
/// </summary>
/// <param name="file">The config file.</param>
/// <param name="changed">Asks for a reload.</param>
/// <param name="clock">The clock.</param>
internal sealed class ConfigWatch(FileReload file, Action changed, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        string? before = null;
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var now = file.Files.HaveChanged ? file.Files.StateNow() : null;
                if (now is not null && now == before)
                    changed();

                before = now;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }
}
