using FerroGate.Core.Stored;

namespace FerroGate.Storage.Postgres.State;

/// <summary>What providers store for the tenants of a fleet, whichever gateway it went through.</summary>
internal sealed class PostgresStoredObjects(PostgresDatabase database)
{
    // An exchange says more of what it made when that is complete; nobody else can make it his.
    private const string OnConflict =
        "ON CONFLICT (id) DO UPDATE SET context_tokens = excluded.context_tokens WHERE stored_object.exchange_id = excluded.exchange_id";

    public Task KeepAsync(IReadOnlyCollection<StoredObject> objects, CancellationToken cancellation)
    {
        // In one order for all gateways, so that no two of them wait for each other.
        var table = new PostgresColumns();
        foreach (var stored in objects.OrderBy(stored => stored.Id, StringComparer.Ordinal))
            StoredObjectRow.Write(table.Start(), stored);
        return database.UseAsync(
            async (connection, token) =>
            {
                await using var insert = connection.Command($"INSERT INTO stored_object ({StoredObjectRow.Columns}) SELECT * FROM {table.Table()} {OnConflict}");
                insert.Parameters.AddRange(table.Parameters());
                return await insert.ExecuteNonQueryAsync(token);
            },
            cancellation);
    }

    public Task<IReadOnlyList<StoredObject>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        database.UseAsync<IReadOnlyList<StoredObject>>(
            async (connection, token) =>
            {
                await using var command = connection.Command($"SELECT {StoredObjectRow.Columns} FROM stored_object WHERE id = ANY ($1)", (object)ids.Select(StoredText.Of).ToArray());
                await using var rows = await command.ExecuteReaderAsync(token);
                var found = new List<StoredObject>();
                while (await rows.ReadAsync(token))
                    found.Add(PostgresPages.ReadOne(rows, StoredObjectRow.Read));
                return found;
            },
            cancellation);

    public Task ForgetAsync(IReadOnlyCollection<string> responseIds, CancellationToken cancellation) => database.UseAsync(
        (connection, token) => connection.ExecuteAsync("DELETE FROM stored_object WHERE response_id = ANY ($1)", token, (object)responseIds.Select(StoredText.Of).ToArray()),
        cancellation);

    /// <summary>Forgets what providers have deleted themselves by now.</summary>
    public Task PruneAsync(DateTimeOffset before, CancellationToken cancellation) => database.UseAsync(
        (connection, token) => connection.ExecuteAsync("DELETE FROM stored_object WHERE created_at < $1", token, UnixMicroseconds.Of(before)), cancellation);
}
