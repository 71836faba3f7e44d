using FerroGate.Core.Exchanges;
using FerroGate.Core.Stored;

namespace FerroGate.Storage.Sqlite;

/// <summary>Keeps in <c>state.db</c> what providers store for whom.</summary>
internal sealed class SqliteStoredObjects(Database database, TimeProvider clock) : IStoredObjects
{
    private const int MostNamesAtOnce = 500;
    private const int PruneEvery = 1_024;

    // OpenAI, Azure and xAI delete after thirty days what nobody has deleted before.
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(32);

    // An exchange says more of what it made when that is complete; nobody else can make it his.
    private static readonly string InsertObject =
        $"""
        INSERT INTO stored_object {RowWriter.Columns(StoredObjectRow.Columns)}
        ON CONFLICT (id) DO UPDATE SET context_tokens = excluded.context_tokens, is_shipped = 0 WHERE exchange_id = excluded.exchange_id
        """;

    private static readonly string InsertHold =
        $"INSERT INTO background_hold {RowWriter.Columns(BackgroundHoldRow.Columns + ", is_released")} ON CONFLICT DO NOTHING";

    private int _sincePruned = PruneEvery;

    public Task KeepAsync(IReadOnlyList<StoredObject> objects, BackgroundHold? hold, CancellationToken cancellation) =>
        Task.Run(() => Keep(objects, hold), cancellation);

    public Task<IReadOnlyList<StoredObject>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        Task.Run<IReadOnlyList<StoredObject>>(() => Find(ids, ""), cancellation);

    public Task ForgetAsync(string responseId, CancellationToken cancellation) =>
        Task.Run(() => Execute("DELETE FROM stored_object WHERE response_id = $id", responseId), cancellation);

    /// <summary>The same, and remembers to tell the fleet.</summary>
    public Task ForgetForFleetAsync(string responseId, CancellationToken cancellation) => Task.Run(() => ForgetForFleet(responseId), cancellation);

    public Task<IReadOnlyList<BackgroundHold>> HoldsAsync(CancellationToken cancellation) => Task.Run(Holds, cancellation);

    public Task ReleaseAsync(ExchangeId exchange, CancellationToken cancellation) =>
        Task.Run(() => Release(exchange), cancellation);

    /// <summary>Those that the fleet may not have.</summary>
    public IReadOnlyList<StoredObject> Waiting(int most) => Read($"WHERE is_shipped = 0 LIMIT {most}", []);

    /// <summary>Those of these names that the fleet may not have.</summary>
    public IReadOnlyList<StoredObject> Waiting(IReadOnlyCollection<string> ids) => Find(ids, "is_shipped = 0 AND ");

    /// <summary>The fleet has them as they are here.</summary>
    public void Shipped(IEnumerable<StoredObject> objects)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var update = new SqliteRow(connection, "UPDATE stored_object SET is_shipped = 1 WHERE id = $1 AND context_tokens = $2");
        foreach (var stored in objects)
        {
            update.Start().Text(stored.Id).Number(stored.ContextTokens);
            update.Run();
        }

        transaction.Commit();
    }

    /// <summary>Responses that were deleted, and may still be known to the fleet.</summary>
    public IReadOnlyList<string> Forgotten()
    {
        using var connection = database.Connect();
        using var command = connection.Command("SELECT response_id FROM forgotten_response");
        using var rows = command.ExecuteReader();
        var ids = new List<string>();
        while (rows.Read())
            ids.Add(rows.GetString(0));
        return ids;
    }

    /// <summary>The fleet has forgotten them.</summary>
    public void Shipped(IEnumerable<string> forgotten)
    {
        foreach (var id in forgotten)
            Execute("DELETE FROM forgotten_response WHERE response_id = $id", id);
    }

    /// <summary>The exchanges that are settled when their result is known, and not because their process has ended.</summary>
    public HashSet<ExchangeId> HeldExchanges()
    {
        using var connection = database.Connect();
        using var command = connection.Command("SELECT exchange_id FROM background_hold");
        using var rows = command.ExecuteReader();
        var held = new HashSet<ExchangeId>();
        while (rows.Read())
            held.Add(new ExchangeId(new RowReader(rows).Id()));
        return held;
    }

    public void Release(ExchangeId exchange) =>
        Execute("UPDATE background_hold SET is_released = 1 WHERE exchange_id = $id", exchange.Value.ToByteArray(bigEndian: true));

    public IReadOnlyList<BackgroundHold> Holds()
    {
        using var connection = database.Connect();
        using var command = connection.Command($"SELECT {BackgroundHoldRow.Columns} FROM background_hold WHERE is_released = 0");
        using var rows = command.ExecuteReader();
        var holds = new List<BackgroundHold>();
        while (rows.Read())
            holds.Add(BackgroundHoldRow.Read(new RowReader(rows)));
        return holds;
    }

    private void Execute(string sql, object id)
    {
        using var connection = database.Connect();
        connection.Execute(sql, ("$id", id));
    }

    private void Keep(IReadOnlyList<StoredObject> objects, BackgroundHold? hold)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var insert = new SqliteRow(connection, InsertObject);
        foreach (var stored in objects)
        {
            StoredObjectRow.Write(insert.Start(), stored);
            insert.Run();
        }

        if (hold is not null)
        {
            using var insertHold = new SqliteRow(connection, InsertHold);
            BackgroundHoldRow.Write(insertHold, hold).Flag(false);
            insertHold.Run();
        }

        if (Interlocked.Add(ref _sincePruned, objects.Count) >= PruneEvery)
        {
            Interlocked.Exchange(ref _sincePruned, 0);
            var oldest = UnixMicroseconds.Of(clock.GetUtcNow() - Lifetime);
            connection.Execute("DELETE FROM stored_object WHERE created_at < $oldest", ("$oldest", oldest));
            connection.Execute("DELETE FROM background_hold WHERE is_released = 1 AND reserved_at < $oldest", ("$oldest", oldest));
        }

        transaction.Commit();
    }

    private void ForgetForFleet(string responseId)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("DELETE FROM stored_object WHERE response_id = $id", ("$id", responseId));
        connection.Execute("INSERT INTO forgotten_response (response_id) VALUES ($id) ON CONFLICT DO NOTHING", ("$id", responseId));
        transaction.Commit();
    }

    private List<StoredObject> Find(IReadOnlyCollection<string> ids, string condition) =>
    [
        .. ids.Chunk(MostNamesAtOnce).SelectMany(names => Read(
            $"WHERE {condition}id IN ({string.Join(", ", Enumerable.Range(1, names.Length).Select(number => $"${number}"))})", names)),
    ];

    private List<StoredObject> Read(string condition, string[] names)
    {
        using var connection = database.Connect();
        using var select = new SqliteRow(connection, $"SELECT {StoredObjectRow.Columns} FROM stored_object {condition}");
        foreach (var name in names)
            select.Text(name);
        var found = new List<StoredObject>();
        while (select.Next())
            found.Add(StoredObjectRow.Read(select.Given));
        return found;
    }
}
