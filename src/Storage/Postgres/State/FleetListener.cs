namespace FerroGate.Storage.Postgres.State;

/// <summary>Hears of changes as soon as they are made. Who polls does not need it; it makes the time shorter.</summary>
internal sealed class FleetListener(PostgresDatabase database, Action heard, TimeProvider clock)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    /// <summary>Listens until it is stopped, on a connection of its own, and on a new one when that breaks.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stop);
            }
            catch (Exception) when (!stop.IsCancellationRequested)
            {
                // The database tells itself when it is away.
                await Task.Delay(Retry, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await database.ConnectAsync(stop);
        connection.Notification += (_, _) => heard();
        await connection.ExecuteAsync("LISTEN ferrogate_state", stop);

        // What came before was not heard.
        heard();
        while (true)
        {
            // A connection that nobody ends and nobody has any more is silent for ever.
            if (!await connection.WaitAsync(Silence, stop))
                await connection.ScalarAsync("SELECT 1", stop);
        }
    }
}
