using System.Data;
using FerroGate.Core.Keys;
using Npgsql;

namespace FerroGate.Storage.Postgres.State;

/// <summary>Keeps the keys of a fleet, without their secrets. Triggers count every change, as they do in <c>state.db</c>, and tell whoever listens.</summary>
internal sealed class PostgresKeyStore(PostgresDatabase database) : IKeyStore
{
    private const string Insert = $"INSERT INTO virtual_key ({VirtualKeyRow.Columns}, created_at)";

    public Task<bool> TryAddAsync(VirtualKey key, DateTimeOffset createdAt, CancellationToken cancellation) =>
        WriteAsync(
            async (connection, token) => !await IsTakenAsync(connection, key.Id, key.Hash, token) && await AddAsync(connection, [(key, createdAt)], token) == 1, cancellation);

    // Everything but the secrets: the row is written anew with those that it has.
    public Task<bool> TryUpdateAsync(VirtualKey key, long version, CancellationToken cancellation) => WriteAsync(
        async (connection, token) =>
        {
            if (await PageAsync(connection, "key.id = $1 AND changed.version = $2", token, key.Id, version) is not [var before])
                return false;

            var row = new PostgresColumns();
            VirtualKeyRow.Write(row.Start(), key with { Hash = before.Key.Hash, PreviousHash = before.Key.PreviousHash, PreviousUntil = before.Key.PreviousUntil });
            await using var update = connection.Command($"UPDATE virtual_key SET ({VirtualKeyRow.Columns}) = (SELECT * FROM {row.Table()}) WHERE id = ($1)[1]");
            update.Parameters.AddRange(row.Parameters());
            return await update.ExecuteNonQueryAsync(token) == 1;
        },
        cancellation);

    public Task<bool> TryRotateAsync(string id, long? version, KeyHash hash, DateTimeOffset previousUntil, CancellationToken cancellation) => WriteAsync(
        async (connection, token) => !await IsTakenAsync(connection, id, hash, token) && await connection.ExecuteAsync(
            "UPDATE virtual_key SET previous_hash = hash, previous_until = $2, hash = $3 WHERE id = $1 AND ($4::bigint IS NULL OR (SELECT version FROM key_change WHERE key_change.id = $1) = $4)",
            token,
            id,
            UnixMicroseconds.Of(previousUntil),
            hash.ToString(),
            version) == 1,
        cancellation);

    public Task<bool> TryEnableAsync(string id, bool enabled, CancellationToken cancellation) =>
        ChangesAsync("UPDATE virtual_key SET enabled = $2 WHERE id = $1", cancellation, id, enabled ? 1L : 0L);

    public Task<bool> TryDeleteAsync(string id, CancellationToken cancellation) => ChangesAsync("DELETE FROM virtual_key WHERE id = $1", cancellation, id);

    public Task<bool> TryDeleteAsync(string id, long version, CancellationToken cancellation) => ChangesAsync(
        "DELETE FROM virtual_key WHERE id = $1 AND (SELECT version FROM key_change WHERE key_change.id = $1) = $2", cancellation, id, version);

    public async Task<StoredKey?> FindAsync(string id, CancellationToken cancellation) =>
        (await database.UseAsync((connection, token) => PageAsync(connection, "key.id = $1", token, id), cancellation)).SingleOrDefault();

    public Task<IReadOnlyList<StoredKey>> PageAsync(string? after, int limit, IReadOnlyList<Tenant>? tenants, CancellationToken cancellation)
    {
        var values = new List<object?> { after ?? "", (long)limit };
        var ofThem = tenants is null ? "" : " AND " + TenantCondition.Of(tenants, value =>
        {
            values.Add(value);
            return $"${values.Count}";
        });
        return database.UseAsync<IReadOnlyList<StoredKey>>(
            async (connection, token) => await PageAsync(connection, $"key.id > $1{ofThem} ORDER BY key.id LIMIT $2", token, [.. values]), cancellation);
    }

    public async Task<IReadOnlyList<VirtualKey>> ListAsync(CancellationToken cancellation) =>
        [.. (await PageAsync(null, int.MaxValue, null, cancellation)).Select(stored => stored.Key)];

    public Task<KeyChanges> ChangesAsync(long since, CancellationToken cancellation) => database.UseAsync(
        async (connection, token) =>
        {
            // One snapshot, so that the version is that of what is read.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
            var version = (long)(await connection.ScalarAsync("SELECT version FROM key_version", token))!;
            var changes = new List<KeyChange>();
            await using var command = connection.Command(
                $"SELECT changed, {VirtualKeyRow.Columns} FROM (SELECT id AS changed FROM key_change WHERE version > $1) AS changes LEFT JOIN virtual_key ON id = changed", since);
            await using var rows = await command.ExecuteReaderAsync(token);
            while (await rows.ReadAsync(token))
                changes.Add(PostgresPages.ReadOne(rows, row => Change(row, isGone: rows.IsDBNull(1))));
            return new KeyChanges(version, changes);
        },
        cancellation);

    public Task NoteUsesAsync(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancellation)
    {
        // In one order for all gateways, so that no two of them wait for each other.
        var table = new PostgresColumns();
        foreach (var (id, at) in uses.OrderBy(use => use.Key, StringComparer.Ordinal))
            table.Start().Text(id).Moment(at);
        return uses.Count == 0 ? Task.CompletedTask : database.UseAsync(
            async (connection, token) =>
            {
                await using var note = connection.Command(
                    $"""
                    INSERT INTO key_use (id, last_used_at) SELECT * FROM {table.Table()}
                    ON CONFLICT (id) DO UPDATE SET last_used_at = excluded.last_used_at WHERE key_use.last_used_at < excluded.last_used_at
                    """);
                note.Parameters.AddRange(table.Parameters());
                return await note.ExecuteNonQueryAsync(token);
            },
            cancellation);
    }

    public Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(CancellationToken cancellation) =>
        database.UseAsync<IReadOnlyDictionary<string, DateTimeOffset>>(
            async (connection, token) =>
            {
                var uses = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
                await using var command = connection.Command("SELECT id, last_used_at FROM key_use");
                await using var rows = await command.ExecuteReaderAsync(token);
                while (await rows.ReadAsync(token))
                    uses[rows.GetString(0)] = UnixMicroseconds.ToMoment(rows.GetInt64(1));
                return uses;
            },
            cancellation);

    /// <summary>Adds those whose id and secret are not there, in the transaction of the connection.</summary>
    /// <returns>How many they were.</returns>
    public static async Task<int> AddAsync(NpgsqlConnection connection, IEnumerable<(VirtualKey Key, DateTimeOffset CreatedAt)> keys, CancellationToken cancellation)
    {
        var table = new PostgresColumns();
        foreach (var (key, createdAt) in keys)
        {
            table.Start();
            VirtualKeyRow.Write(table, key);
            table.Moment(createdAt);
        }

        if (table.Count == 0)
            return 0;

        await using var insert = connection.Command($"{Insert} SELECT * FROM {table.Table()} ON CONFLICT DO NOTHING");
        insert.Parameters.AddRange(table.Parameters());
        return await insert.ExecuteNonQueryAsync(cancellation);
    }

    // The indexes know of present secrets and of those before each by itself: a present one may not be the one before of another key either.
    private static async Task<bool> IsTakenAsync(NpgsqlConnection connection, string id, KeyHash hash, CancellationToken cancellation) => await connection.ScalarAsync(
        "SELECT 1 FROM virtual_key WHERE id <> $1 AND (hash = $2 OR previous_hash = $2)", cancellation, id, hash.ToString()) is not null;

    private Task<bool> ChangesAsync(string sql, CancellationToken cancellation, params object?[] parameters) =>
        WriteAsync(async (connection, token) => await connection.ExecuteAsync(sql, token, parameters) == 1, cancellation);

    // Whoever writes waits for the turn before it looks, so that what it sees is what it changes.
    private Task<bool> WriteAsync(Func<NpgsqlConnection, CancellationToken, Task<bool>> write, CancellationToken cancellation) => database.UseAsync(
        async (connection, token) =>
        {
            await using var transaction = await connection.BeginTransactionAsync(token);
            await connection.ExecuteAsync("SELECT version FROM key_version FOR UPDATE", token);
            if (!await write(connection, token))
                return false;

            await transaction.CommitAsync(token);
            return true;
        },
        cancellation);

    private static async Task<List<StoredKey>> PageAsync(NpgsqlConnection connection, string condition, CancellationToken cancellation, params object?[] parameters)
    {
        await using var command = connection.Command($"{StoredKeyRow.Select} WHERE {condition}", parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<StoredKey>();
        while (await rows.ReadAsync(cancellation))
        {
            if (PostgresPages.ReadOne(rows, StoredKeyRow.TryRead) is { } key)
                keys.Add(key);
        }

        return keys;
    }

    private static KeyChange Change(RowReader row, bool isGone)
    {
        var id = row.Text();
        var (key, fault) = isGone ? (null, null) : VirtualKeyRow.TryRead(row);
        return new KeyChange(id, key) { Fault = fault };
    }
}
