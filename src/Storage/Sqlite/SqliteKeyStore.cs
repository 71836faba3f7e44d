using FerroGate.Core.Keys;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>
/// Keeps keys, without their secrets, in <c>state.db</c>. Triggers count every change and note which key it was, so that it is seen
/// whichever process or command made it.
/// </summary>
internal sealed class SqliteKeyStore(Database database) : IKeyStore
{
    private static readonly string Insert =
        $"INSERT INTO virtual_key {RowWriter.Columns(VirtualKeyRow.Columns + ", created_at")} ON CONFLICT DO NOTHING";

    // The first of the columns is the id.
    private static readonly string Update =
        $"UPDATE virtual_key SET ({VirtualKeyRow.Columns}) = {RowWriter.Parameters(VirtualKeyRow.Columns)} WHERE id = $1";

    public Task<bool> TryAddAsync(VirtualKey key, DateTimeOffset createdAt, CancellationToken cancellation) =>
        Task.Run(() => TryAdd(key, createdAt), cancellation);

    public Task<bool> TryUpdateAsync(VirtualKey key, long version, CancellationToken cancellation) => Task.Run(() => TryUpdate(key, version), cancellation);

    public Task<bool> TryDeleteAsync(string id, long version, CancellationToken cancellation) => Task.Run(
        () => Changes("DELETE FROM virtual_key WHERE id = $id AND (SELECT version FROM key_change WHERE key_change.id = $id) = $version", ("$id", id), ("$version", version)),
        cancellation);

    public Task<StoredKey?> FindAsync(string id, CancellationToken cancellation) =>
        Task.Run(() => Page("key.id = $id", ("$id", id)).SingleOrDefault(), cancellation);

    public Task<IReadOnlyList<StoredKey>> PageAsync(string? after, int limit, IReadOnlyList<Tenant>? tenants, CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<StoredKey>>(
            () =>
            {
                var values = new List<(string, object?)> { ("$after", after ?? ""), ("$limit", (long)limit) };
                var ofThem = tenants is null ? "" : " AND " + TenantCondition.Of(tenants, value =>
                {
                    values.Add(($"$t{values.Count}", value));
                    return values[^1].Item1;
                });
                return Page($"key.id > $after{ofThem} ORDER BY key.id LIMIT $limit", [.. values]);
            },
            cancellation);

    public Task<bool> TryRotateAsync(string id, long? version, KeyHash hash, DateTimeOffset previousUntil, CancellationToken cancellation) =>
        Task.Run(() => TryRotate(id, version, hash, previousUntil), cancellation);

    public Task<bool> TryEnableAsync(string id, bool enabled, CancellationToken cancellation) => Task.Run(
        () => Changes("UPDATE virtual_key SET enabled = $enabled WHERE id = $id", ("$id", id), ("$enabled", enabled ? 1L : 0L)), cancellation);

    public Task<bool> TryDeleteAsync(string id, CancellationToken cancellation) =>
        Task.Run(() => Changes("DELETE FROM virtual_key WHERE id = $id", ("$id", id)), cancellation);

    public Task<IReadOnlyList<VirtualKey>> ListAsync(CancellationToken cancellation) => Task.Run(List, cancellation);

    public Task<KeyChanges> ChangesAsync(long since, CancellationToken cancellation) => Task.Run(() => Changes(since), cancellation);

    public Task NoteUsesAsync(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancellation) =>
        Task.Run(() => NoteUses(uses), cancellation);

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(CancellationToken cancellation) => Task.Run(LastUses, cancellation);

    private bool TryAdd(VirtualKey key, DateTimeOffset createdAt)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (IsTaken(connection, key.Id, key.Hash))
            return false;

        using var insert = new SqliteRow(connection, Insert);
        VirtualKeyRow.Write(insert, key);
        insert.Moment(createdAt);
        var isAdded = insert.Run() == 1;
        transaction.Commit();
        return isAdded;
    }

    private bool TryRotate(string id, long? version, KeyHash hash, DateTimeOffset previousUntil)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (IsTaken(connection, id, hash))
            return false;

        var isRotated = connection.Execute(
            "UPDATE virtual_key SET previous_hash = hash, previous_until = $until, hash = $hash WHERE id = $id AND ($version IS NULL OR (SELECT version FROM key_change WHERE key_change.id = $id) = $version)",
            ("$id", id),
            ("$version", version),
            ("$hash", hash.ToString()),
            ("$until", UnixMicroseconds.Of(previousUntil))) == 1;
        transaction.Commit();
        return isRotated;
    }

    // The indexes know of present secrets and of those before each by itself: a present one may not be the one before of another key either.
    private static bool IsTaken(SqliteConnection connection, string id, KeyHash hash) => connection.Scalar(
        "SELECT 1 FROM virtual_key WHERE id <> $id AND (hash = $hash OR previous_hash = $hash)", ("$id", id), ("$hash", hash.ToString())) is not null;

    // Everything but the secrets: the row is written anew with those that it has.
    private bool TryUpdate(VirtualKey key, long version)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (Page(connection, "key.id = $id AND changed.version = $version", ("$id", key.Id), ("$version", version)) is not [var before])
            return false;

        using var update = new SqliteRow(connection, Update);
        VirtualKeyRow.Write(update, key with { Hash = before.Key.Hash, PreviousHash = before.Key.PreviousHash, PreviousUntil = before.Key.PreviousUntil });
        update.Run();
        transaction.Commit();
        return true;
    }

    private List<StoredKey> Page(string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Connect();
        return Page(connection, condition, parameters);
    }

    private static List<StoredKey> Page(SqliteConnection connection, string condition, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = connection.Command($"{StoredKeyRow.Select} WHERE {condition}", parameters);
        using var rows = command.ExecuteReader();
        var keys = new List<StoredKey>();
        while (rows.Read())
        {
            if (StoredKeyRow.TryRead(new RowReader(rows)) is { } key)
                keys.Add(key);
        }

        return keys;
    }

    private bool Changes(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var connection = database.Connect();
        return connection.Execute(sql, parameters) == 1;
    }

    private IReadOnlyList<VirtualKey> List()
    {
        using var connection = database.Connect();
        using var command = connection.Command($"SELECT {VirtualKeyRow.Columns} FROM virtual_key ORDER BY id");
        using var rows = command.ExecuteReader();
        var keys = new List<VirtualKey>();
        while (rows.Read())
        {
            if (VirtualKeyRow.TryRead(new RowReader(rows)).Key is { } key)
                keys.Add(key);
        }

        return keys;
    }

    private KeyChanges Changes(long since)
    {
        using var connection = database.Connect();

        // One transaction, so that the version is that of what is read.
        using var transaction = connection.BeginTransaction(deferred: true);
        var version = (long)connection.Scalar("SELECT version FROM key_version")!;
        return new KeyChanges(version, version == since ? [] : Changes(connection, since));
    }

    private static List<KeyChange> Changes(SqliteConnection connection, long since)
    {
        using var command = connection.Command(
            $"SELECT changed, {VirtualKeyRow.Columns} FROM (SELECT id AS changed FROM key_change WHERE version > $since) LEFT JOIN virtual_key ON id = changed",
            ("$since", since));
        using var rows = command.ExecuteReader();
        var changes = new List<KeyChange>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var id = row.Text();
            var (key, fault) = rows.IsDBNull(1) ? (null, null) : VirtualKeyRow.TryRead(row);
            changes.Add(new KeyChange(id, key) { Fault = fault });
        }

        return changes;
    }

    private void NoteUses(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var note = new SqliteRow(
            connection,
            "INSERT INTO key_use (id, last_used_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET last_used_at = MAX(last_used_at, excluded.last_used_at)");
        foreach (var (id, at) in uses)
        {
            note.Start().Text(id).Moment(at);
            note.Run();
        }

        transaction.Commit();
    }

    private IReadOnlyDictionary<string, DateTimeOffset> LastUses()
    {
        using var connection = database.Connect();
        using var command = connection.Command("SELECT id, last_used_at FROM key_use");
        using var rows = command.ExecuteReader();
        var uses = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (rows.Read())
        {
            var row = new RowReader(rows);
            uses[row.Text()] = row.Moment();
        }

        return uses;
    }
}
