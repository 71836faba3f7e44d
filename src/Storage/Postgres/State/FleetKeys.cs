using FerroGate.Core.Keys;

namespace FerroGate.Storage.Postgres.State;

/// <summary>
/// The keys of a fleet: changed in its database, and read from this gateway's copy by whoever must go on without it. Who is shown a key while
/// the database is away is told no version of it, for none can be changed then.
/// </summary>
internal sealed class FleetKeys(PostgresKeyStore shared, IKeyStore own, FleetCopy copy) : IKeyStore
{
    private const long NoVersion = 0;

    public Task<bool> TryAddAsync(VirtualKey key, DateTimeOffset createdAt, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryAddAsync(key, createdAt, cancellation), cancellation);

    public Task<bool> TryUpdateAsync(VirtualKey key, long version, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryUpdateAsync(key, version, cancellation), cancellation);

    public Task<bool> TryRotateAsync(string id, long? version, KeyHash hash, DateTimeOffset previousUntil, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryRotateAsync(id, version, hash, previousUntil, cancellation), cancellation);

    public Task<bool> TryEnableAsync(string id, bool enabled, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryEnableAsync(id, enabled, cancellation), cancellation);

    public Task<bool> TryDeleteAsync(string id, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryDeleteAsync(id, cancellation), cancellation);

    public Task<bool> TryDeleteAsync(string id, long version, CancellationToken cancellation) =>
        ChangeAsync(() => shared.TryDeleteAsync(id, version, cancellation), cancellation);

    public Task<StoredKey?> FindAsync(string id, CancellationToken cancellation) => ReadAsync(
        () => shared.FindAsync(id, cancellation),
        async () => await own.FindAsync(id, cancellation) is { } found ? found with { Version = NoVersion } : null,
        cancellation);

    public Task<IReadOnlyList<StoredKey>> PageAsync(string? after, int limit, IReadOnlyList<Tenant>? tenants, CancellationToken cancellation) => ReadAsync(
        () => shared.PageAsync(after, limit, tenants, cancellation),
        async () => [.. (await own.PageAsync(after, limit, tenants, cancellation)).Select(found => found with { Version = NoVersion })],
        cancellation);

    public Task<IReadOnlyList<VirtualKey>> ListAsync(CancellationToken cancellation) =>
        ReadAsync(() => shared.ListAsync(cancellation), () => own.ListAsync(cancellation), cancellation);

    public Task<KeyChanges> ChangesAsync(long since, CancellationToken cancellation) => own.ChangesAsync(since, cancellation);

    public async Task NoteUsesAsync(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancellation)
    {
        await own.NoteUsesAsync(uses, cancellation);
        try
        {
            await shared.NoteUsesAsync(uses, cancellation);
        }
        catch (PostgresAwayException)
        {
            // What is here is brought there when it is back.
        }
    }

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(CancellationToken cancellation) =>
        ReadAsync(() => shared.LastUsesAsync(cancellation), () => own.LastUsesAsync(cancellation), cancellation);

    private async Task<bool> ChangeAsync(Func<Task<bool>> change, CancellationToken cancellation)
    {
        await copy.JoinAsync(cancellation);
        var isDone = await change();
        await copy.TrySyncAsync();
        return isDone;
    }

    private async Task<T> ReadAsync<T>(Func<Task<T>> read, Func<Task<T>> readOwn, CancellationToken cancellation)
    {
        try
        {
            await copy.JoinAsync(cancellation);
            return await read();
        }
        catch (PostgresAwayException)
        {
            return await readOwn();
        }
    }
}
