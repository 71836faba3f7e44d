using System.Data;
using FerroGate.Storage.Sqlite;
using Npgsql;

namespace FerroGate.Storage.Postgres.State;

/// <summary>Reads what a copy of a fleet's keys and resources lacks, and brings there what the first gateway has.</summary>
internal static class FleetReader
{
    private static readonly int s_keyColumns = FleetCopyStore.KeyColumns.Split(", ").Length;
    private static readonly int s_resourceColumns = FleetCopyStore.ResourceColumns.Split(", ").Length;

    /// <param name="connection">The connection.</param>
    /// <param name="mark">What the copy is of; <c>null</c> where it is none.</param>
    /// <param name="isSure">The database is the one that it was when the copy was made, so that what has changed since is enough.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    /// <returns><c>null</c> where nothing has changed.</returns>
    public static async Task<FleetContent?> ReadAsync(NpgsqlConnection connection, FleetMark? mark, bool isSure, CancellationToken cancellation)
    {
        if (isSure && await MarkAsync(connection, cancellation) == mark)
            return null;

        // One snapshot, so that the mark is that of what is read.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var now = await MarkAsync(connection, cancellation);
        var content = new FleetContent(now);
        var isSame = mark?.Fleet == now.Fleet;
        if (!isSame || mark!.KeyVersion != now.KeyVersion || mark.KeyStamp != now.KeyStamp)
        {
            content = isSame && isSure && now.KeyVersion > mark!.KeyVersion
                ? await ChangesAsync(connection, content, mark.KeyVersion, cancellation)
                : content with { HasAllKeys = true, Keys = await RowsAsync(connection, $"SELECT {FleetCopyStore.KeyColumns} FROM virtual_key", s_keyColumns, cancellation) };
        }

        return isSame && isSure && mark!.ResourceVersion == now.ResourceVersion ? content : content with
        {
            Resources = await RowsAsync(connection, $"SELECT {FleetCopyStore.ResourceColumns} FROM resource ORDER BY position", s_resourceColumns, cancellation),
        };
    }

    /// <summary>Brings there what a gateway has, if nobody has ever written there.</summary>
    public static async Task<bool> BringAsync(
        NpgsqlConnection connection, SqliteKeyStore keys, IReadOnlyList<CopiedRow> resources, CancellationToken cancellation)
    {
        var all = await keys.PageAsync(null, int.MaxValue, null, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var keyVersion = await connection.ScalarAsync("SELECT version FROM key_version FOR UPDATE", cancellation);
        var resourceVersion = await connection.ScalarAsync("UPDATE resource_version SET version = version + 1 RETURNING version", cancellation);
        if (keyVersion is not 0L || resourceVersion is not 1L)
            return false;

        await PostgresKeyStore.AddAsync(connection, all.Select(stored => (stored.Key, stored.CreatedAt)), cancellation);
        foreach (var resource in resources)
        {
            await connection.ExecuteAsync(
                $"INSERT INTO resource ({ResourceRow.Columns}) VALUES ($1, $2, $3, $4, $5, $6)", cancellation, [.. resource.Values.Take(s_resourceColumns - 1)]);
        }

        await transaction.CommitAsync(cancellation);
        return true;
    }

    private static async Task<FleetMark> MarkAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        // Not joined: of tables that were never analyzed the planner expects so many rows that it compiles the statement first.
        await using var command = connection.Command(
            "SELECT (SELECT id FROM fleet), (SELECT version FROM key_version), (SELECT stamp FROM key_version), (SELECT version FROM resource_version)");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return new FleetMark(rows.GetGuid(0), rows.GetInt64(1), rows.GetGuid(2), rows.GetInt64(3));
    }

    private static async Task<FleetContent> ChangesAsync(NpgsqlConnection connection, FleetContent content, long since, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            $"SELECT {FleetCopyStore.KeyColumns}, changed FROM (SELECT id AS changed FROM key_change WHERE version > $1) AS changes LEFT JOIN virtual_key ON id = changed", since);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var (keys, gone) = (new List<CopiedRow>(), new List<string>());
        while (await rows.ReadAsync(cancellation))
        {
            if (rows.IsDBNull(0))
                gone.Add(rows.GetString(s_keyColumns));
            else
                keys.Add(CopiedRow.Read(rows, s_keyColumns));
        }

        return content with { Keys = keys, Gone = gone };
    }

    private static async Task<List<CopiedRow>> RowsAsync(NpgsqlConnection connection, string sql, int columns, CancellationToken cancellation)
    {
        await using var command = connection.Command(sql);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var all = new List<CopiedRow>();
        while (await rows.ReadAsync(cancellation))
            all.Add(CopiedRow.Read(rows, columns));
        return all;
    }
}
