using FerroGate.Core.Resources;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Keeps the resources of the admin API in <c>state.db</c>.</summary>
internal sealed class SqliteResources(Database database) : IResourceStore
{
    public Task<IReadOnlyList<StoredResource>> ListAsync(CancellationToken cancellation) => Task.Run(List, cancellation);

    public Task<long> VersionAsync(CancellationToken cancellation) => Task.Run(Version, cancellation);

    public Task<StoredResource?> TryAddAsync(ResourceKind kind, string id, string json, DateTimeOffset now, CancellationToken cancellation) => ChangeAsync(
        "INSERT INTO resource (kind, id, body, created_at, updated_at, version) SELECT $kind, $id, $body, $now, $now, version FROM resource_version WHERE true ON CONFLICT DO NOTHING",
        kind,
        id,
        cancellation,
        ("$body", json),
        ("$now", UnixMicroseconds.Of(now)));

    public Task<StoredResource?> TryUpdateAsync(ResourceKind kind, string id, long version, string json, DateTimeOffset now, CancellationToken cancellation) => ChangeAsync(
        "UPDATE resource SET body = $body, updated_at = $now, version = (SELECT version FROM resource_version) WHERE kind = $kind AND id = $id AND version = $version",
        kind,
        id,
        cancellation,
        ("$body", json),
        ("$now", UnixMicroseconds.Of(now)),
        ("$version", version));

    public async Task<bool> TryDeleteAsync(ResourceKind kind, string id, long version, CancellationToken cancellation) => await Task.Run(
        () => Change(
            connection => connection.Execute("DELETE FROM resource WHERE kind = $kind AND id = $id AND version = $version", Named(kind, id, ("$version", version))) == 1,
            isDone => isDone),
        cancellation);

    private Task<StoredResource?> ChangeAsync(
        string sql, ResourceKind kind, string id, CancellationToken cancellation, params (string, object?)[] values) => Task.Run(
        () => Change(
            connection => connection.Execute(sql, Named(kind, id, values)) == 1 ? Find(connection, kind, id) : null,
            changed => changed is not null),
        cancellation);

    // The version counts up in the same transaction, so that nobody sees the one without the other.
    private T Change<T>(Func<SqliteConnection, T> change, Predicate<T> isDone)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("UPDATE resource_version SET version = version + 1");
        var result = change(connection);
        if (isDone(result))
            transaction.Commit();
        return result;
    }

    private IReadOnlyList<StoredResource> List()
    {
        using var connection = database.Connect();
        using var command = connection.Command($"SELECT {ResourceRow.Columns} FROM resource ORDER BY position");
        return [.. Read(command)];
    }

    private static StoredResource? Find(SqliteConnection connection, ResourceKind kind, string id)
    {
        using var command = connection.Command($"SELECT {ResourceRow.Columns} FROM resource WHERE kind = $kind AND id = $id", Named(kind, id));
        return Read(command).SingleOrDefault();
    }

    private static IEnumerable<StoredResource> Read(SqliteCommand command)
    {
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            if (ResourceRow.Read(new RowReader(rows)) is { } resource)
                yield return resource;
        }
    }

    private long Version()
    {
        using var connection = database.Connect();
        return (long)connection.Scalar("SELECT version FROM resource_version")!;
    }

    private static (string, object?)[] Named(ResourceKind kind, string id, params (string, object?)[] others) =>
        [("$kind", ResourceKindNames.Of(kind)), ("$id", id), .. others];
}
