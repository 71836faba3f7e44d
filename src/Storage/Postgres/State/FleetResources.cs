using FerroGate.Core.Resources;

namespace FerroGate.Storage.Postgres.State;

/// <summary>The resources of a fleet: changed in its database, and read from this gateway's copy.</summary>
internal sealed class FleetResources(PostgresResources shared, IResourceStore own, FleetCopy copy) : IResourceStore
{
    public Task<IReadOnlyList<StoredResource>> ListAsync(CancellationToken cancellation) => own.ListAsync(cancellation);

    public Task<long> VersionAsync(CancellationToken cancellation) => own.VersionAsync(cancellation);

    public Task<StoredResource?> TryAddAsync(ResourceKind kind, string id, string json, DateTimeOffset now, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryAddAsync(kind, id, json, now, cancellation), cancellation);

    public Task<StoredResource?> TryUpdateAsync(ResourceKind kind, string id, long version, string json, DateTimeOffset now, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryUpdateAsync(kind, id, version, json, now, cancellation), cancellation);

    public Task<bool> TryDeleteAsync(ResourceKind kind, string id, long version, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryDeleteAsync(kind, id, version, cancellation), cancellation);

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await copy.JoinAsync(cancellation);
        var changed = await change();
        await copy.TrySyncAsync();
        return changed;
    }
}
