using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Postgres.State;

/// <summary>
/// Brings to the fleet what this gateway writes down by itself first: audit events, and what providers store. It waits in <c>state.db</c> while
/// the database is away, and arrives once.
/// </summary>
internal sealed class FleetOutbox(
    PostgresDatabase database, SqliteAuditLog audit, PostgresAuditLog sharedAudit, SqliteStoredObjects objects, PostgresStoredObjects sharedObjects, TimeProvider clock) : IDisposable
{
    private const int Most = 500;
    private const int PruneEvery = 1_024;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private int _sincePruned;

    /// <summary>Brings what waits, so that others see it at once, unless that takes long; then it goes on behind the scenes.</summary>
    public async Task TryShipAsync()
    {
        if (database.IsAway)
            return;
        try
        {
            await ShipAsync(CancellationToken.None).WaitAsync(LongestWait, clock);
        }
        catch (Exception)
        {
            // It is tried again, and whoever does that tells what is wrong.
        }
    }

    /// <summary>Returns when everything that is here by now is there.</summary>
    /// <exception cref="PostgresAwayException">It is away.</exception>
    public async Task ShipAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            while (await Task.Run(() => audit.Waiting(Most), cancellation) is { Count: > 0 } events)
            {
                await sharedAudit.AddAsync(events, audit.Retention, cancellation);
                await Task.Run(() => audit.Shipped(events), cancellation);
            }

            while (await Task.Run(() => objects.Waiting(Most), cancellation) is { Count: > 0 } stored)
            {
                await sharedObjects.KeepAsync(stored, cancellation);
                await Task.Run(() => objects.Shipped(stored), cancellation);
                _sincePruned += stored.Count;
            }

            // Behind them, so that nothing comes back that was forgotten.
            if (await Task.Run(objects.Forgotten, cancellation) is { Count: > 0 } forgotten)
            {
                await sharedObjects.ForgetAsync(forgotten, cancellation);
                await Task.Run(() => objects.Shipped(forgotten), cancellation);
            }

            if (_sincePruned >= PruneEvery)
            {
                await sharedObjects.PruneAsync(clock.GetUtcNow() - SqliteStoredObjects.Lifetime, cancellation);
                _sincePruned = 0;
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
