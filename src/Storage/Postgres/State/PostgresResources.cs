using FerroGate.Core.Resources;
using Npgsql;

namespace FerroGate.Storage.Postgres.State;

/// <summary>Keeps the resources of the admin API of a fleet.</summary>
internal sealed class PostgresResources(PostgresDatabase database) : IResourceStore
{
    public Task<IReadOnlyList<StoredResource>> ListAsync(CancellationToken cancellation) => database.UseAsync<IReadOnlyList<StoredResource>>(
        async (connection, token) =>
        {
            await using var command = connection.Command($"SELECT {ResourceRow.Columns} FROM resource ORDER BY position");
            return await ReadAsync(command, token);
        },
        cancellation);

    public Task<long> VersionAsync(CancellationToken cancellation) => database.UseAsync(
        async (connection, token) => (long)(await connection.ScalarAsync("SELECT version FROM resource_version", token))!, cancellation);

    public Task<StoredResource?> TryAddAsync(ResourceKind kind, string id, string json, DateTimeOffset now, CancellationToken cancellation) => ChangeAsync(
        $"""
        INSERT INTO resource (kind, id, body, created_at, updated_at, version) SELECT $1, $2, $3, $4, $4, version FROM resource_version
        ON CONFLICT DO NOTHING RETURNING {ResourceRow.Columns}
        """,
        cancellation,
        ResourceKindNames.Of(kind),
        id,
        json,
        UnixMicroseconds.Of(now));

    public Task<StoredResource?> TryUpdateAsync(ResourceKind kind, string id, long version, string json, DateTimeOffset now, CancellationToken cancellation) => ChangeAsync(
        $"""
        UPDATE resource SET body = $3, updated_at = $4, version = (SELECT version FROM resource_version) WHERE kind = $1 AND id = $2 AND version = $5
        RETURNING {ResourceRow.Columns}
        """,
        cancellation,
        ResourceKindNames.Of(kind),
        id,
        json,
        UnixMicroseconds.Of(now),
        version);

    public async Task<bool> TryDeleteAsync(ResourceKind kind, string id, long version, CancellationToken cancellation) => await ChangeAsync(
        $"DELETE FROM resource WHERE kind = $1 AND id = $2 AND version = $3 RETURNING {ResourceRow.Columns}", cancellation, ResourceKindNames.Of(kind), id, version) is not null;

    // Whoever writes counts first, in the same transaction: so they come one after the other, and nobody sees the one without the other.
    private Task<StoredResource?> ChangeAsync(string sql, CancellationToken cancellation, params object?[] values) => database.UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await connection.ExecuteAsync("UPDATE resource_version SET version = version + 1", token);
            await using var command = connection.Command(sql, values);
            if (await ReadAsync(command, token) is not [var changed])
                return null;

            await transaction.CommitAsync(token);
            return changed;
        },
        cancellation);

    private static async Task<List<StoredResource>> ReadAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        var resources = new List<StoredResource>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            if (PostgresPages.ReadOne(rows, ResourceRow.Read) is { } resource)
                resources.Add(resource);
        }

        return resources;
    }
}
