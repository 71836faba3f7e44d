using FerroGate.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Postgres.State;

/// <summary>The last known copy of a fleet's keys and resources in <c>state.db</c>, in the tables that a gateway without a fleet has for its own.</summary>
internal sealed class FleetCopyStore(Database database)
{
    public const string KeyColumns = VirtualKeyRow.Columns + ", created_at";
    public const string ResourceColumns = ResourceRow.Columns + ", position";

    private static readonly int s_keyColumns = KeyColumns.Split(", ").Length;
    private static readonly int s_resourceColumns = ResourceColumns.Split(", ").Length;

    // What another key had may be that of this one by now, so whoever has it gives way; that one comes as well.
    private static readonly string s_keepKey = $"INSERT OR REPLACE INTO virtual_key {RowWriter.Columns(KeyColumns)}";
    private static readonly string s_keepResource = $"INSERT INTO resource {RowWriter.Columns(ResourceColumns)}";

    /// <summary>What the copy is of; <c>null</c> where keys and resources are this gateway's own.</summary>
    public FleetMark? Mark()
    {
        using var connection = database.Connect();
        return Mark(connection);
    }

    public IReadOnlyList<CopiedRow> Keys()
    {
        using var connection = database.Connect();
        return Keys(connection);
    }

    /// <summary>In their order.</summary>
    public IReadOnlyList<CopiedRow> Resources()
    {
        using var connection = database.Connect();
        return Resources(connection);
    }

    /// <summary>Makes the copy one of what the fleet has now.</summary>
    /// <param name="before">What it was a copy of when the fleet was asked.</param>
    /// <param name="content">What the fleet has.</param>
    /// <returns>How much has changed; <c>null</c> where another process has changed the copy meanwhile, so that nothing was done.</returns>
    public int? TryApply(FleetMark? before, FleetContent content)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (Mark(connection) != before)
            return null;

        var changes = KeepKeys(connection, content) + (content.Resources is { } resources ? KeepResources(connection, resources) : 0);
        connection.Execute("DELETE FROM fleet_copy");
        using var mark = new SqliteRow(connection, "INSERT INTO fleet_copy (fleet, key_version, key_stamp, resource_version) VALUES ($1, $2, $3, $4)");
        mark.Id(content.Mark.Fleet).Number(content.Mark.KeyVersion).Id(content.Mark.KeyStamp).Number(content.Mark.ResourceVersion);
        mark.Run();
        transaction.Commit();
        return changes;
    }

    private static int KeepKeys(SqliteConnection connection, FleetContent content)
    {
        var (changed, gone) = (content.Keys, content.Gone);
        if (content.HasAllKeys)
        {
            var has = Keys(connection).ToDictionary(row => row.Id, StringComparer.Ordinal);
            changed = [.. content.Keys.Where(row => !has.TryGetValue(row.Id, out var same) || !same.Equals(row))];
            gone = [.. has.Keys.Except(content.Keys.Select(row => row.Id), StringComparer.Ordinal)];
        }

        foreach (var id in gone)
            connection.Execute("DELETE FROM virtual_key WHERE id = $id", ("$id", id));
        using var keep = connection.Command(s_keepKey);
        foreach (var row in changed)
            Write(keep, row);
        return changed.Count + gone.Count;
    }

    private static int KeepResources(SqliteConnection connection, IReadOnlyList<CopiedRow> resources)
    {
        if (Resources(connection).SequenceEqual(resources))
            return 0;

        connection.Execute("DELETE FROM resource");
        using var keep = connection.Command(s_keepResource);
        foreach (var row in resources)
            Write(keep, row);
        connection.Execute("UPDATE resource_version SET version = version + 1");
        return 1;
    }

    private static void Write(SqliteCommand command, CopiedRow row)
    {
        command.Parameters.Clear();
        foreach (var value in row.Values)
            command.Parameters.AddWithValue($"${command.Parameters.Count + 1}", value ?? DBNull.Value);
        command.ExecuteNonQuery();
    }

    private static FleetMark? Mark(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT fleet, key_version, key_stamp, resource_version FROM fleet_copy");
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return null;

        var row = new RowReader(rows);
        return new FleetMark(row.Id(), row.Number(), row.Id(), row.Number());
    }

    private static List<CopiedRow> Keys(SqliteConnection connection) => Rows(connection, $"SELECT {KeyColumns} FROM virtual_key", s_keyColumns);

    private static List<CopiedRow> Resources(SqliteConnection connection) =>
        Rows(connection, $"SELECT {ResourceColumns} FROM resource ORDER BY position", s_resourceColumns);

    private static List<CopiedRow> Rows(SqliteConnection connection, string sql, int columns)
    {
        using var command = connection.Command(sql);
        using var rows = command.ExecuteReader();
        var all = new List<CopiedRow>();
        while (rows.Read())
            all.Add(CopiedRow.Read(rows, columns));
        return all;
    }
}
