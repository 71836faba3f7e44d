using FerroGate.Core.Keys;

namespace FerroGate.Storage.Sqlite;

/// <summary>
/// Keeps keys, without their secrets, in <c>state.db</c>. The version is a row that triggers count up with every change, so it
/// is right whichever process or command made the change.
/// </summary>
internal sealed class SqliteKeyStore(Database database) : IKeyStore
{
    private static readonly string Insert =
        $"INSERT INTO virtual_key {RowWriter.Columns(VirtualKeyRow.Columns + ", created_at")} ON CONFLICT DO NOTHING";

    public Task<bool> TryAddAsync(VirtualKey key, DateTimeOffset createdAt, CancellationToken cancellation) =>
        Task.Run(() => TryAdd(key, createdAt), cancellation);

    public Task<IReadOnlyList<VirtualKey>> ListAsync(CancellationToken cancellation) => Task.Run(List, cancellation);

    public Task<long> VersionAsync(CancellationToken cancellation) => Task.Run(Version, cancellation);

    private bool TryAdd(VirtualKey key, DateTimeOffset createdAt)
    {
        using var connection = database.Connect();
        using var insert = connection.Command(Insert);
        var row = new RowWriter(insert);
        VirtualKeyRow.Write(row, key);
        row.Moment(createdAt);
        return insert.ExecuteNonQuery() == 1;
    }

    private IReadOnlyList<VirtualKey> List()
    {
        using var connection = database.Connect();
        using var command = connection.Command($"SELECT {VirtualKeyRow.Columns} FROM virtual_key ORDER BY id");
        using var rows = command.ExecuteReader();
        var keys = new List<VirtualKey>();
        while (rows.Read())
            keys.Add(VirtualKeyRow.Read(new RowReader(rows)));
        return keys;
    }

    private long Version()
    {
        using var connection = database.Connect();
        return (long)connection.Scalar("SELECT version FROM key_version")!;
    }
}
