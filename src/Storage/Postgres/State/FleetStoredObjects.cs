using FerroGate.Core.Exchanges;
using FerroGate.Core.Stored;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage.Postgres.State;

/// <summary>
/// What providers store for the tenants of a fleet: written down here first, so that a database that is away fails no request, and looked up
/// in the fleet. What is held for responses in the background stays with the gateway that holds it.
/// </summary>
internal sealed class FleetStoredObjects(PostgresStoredObjects shared, SqliteStoredObjects own, FleetOutbox outbox) : IStoredObjects
{
    public async Task KeepAsync(IReadOnlyList<StoredObject> objects, BackgroundHold? hold, CancellationToken cancellation)
    {
        await own.KeepAsync(objects, hold, cancellation);
        await outbox.TryShipAsync();
    }

    public async Task<IReadOnlyList<StoredObject>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return [];
        try
        {
            var found = await shared.FindAsync(ids, cancellation);
            var rest = ids.Except(found.Select(stored => stored.Id)).ToList();
            return rest.Count == 0 ? found : [.. found, .. await Task.Run(() => own.Waiting(rest), cancellation)];
        }
        catch (PostgresAwayException away)
        {
            var found = await own.FindAsync(ids, cancellation);
            return found.Count == ids.Distinct().Count() ? found : throw new StoredObjectsAwayException(found, away);
        }
    }

    public async Task ForgetAsync(string responseId, CancellationToken cancellation)
    {
        await own.ForgetForFleetAsync(responseId, cancellation);
        await outbox.TryShipAsync();
    }

    public Task<IReadOnlyList<BackgroundHold>> HoldsAsync(CancellationToken cancellation) => own.HoldsAsync(cancellation);

    public Task ReleaseAsync(ExchangeId exchange, CancellationToken cancellation) => own.ReleaseAsync(exchange, cancellation);
}
