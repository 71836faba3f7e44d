using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads pages of a table whose ids grow, newest first, no further back than the window shows.</summary>
internal static class NewestFirst
{
    public delegate T ReadRow<out T>(RowReader row);

    public static Page<T> List<T>(Database database, string table, string columns, PageRequest page, ReadRow<T> read)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var window = Math.Max(0, page.Window);
        var total = (long)connection.Scalar(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM {table} ORDER BY id DESC LIMIT $window)", ("$window", window))!;

        var items = new List<T>();
        var limit = Math.Clamp(page.Limit, 0, Math.Max(0, total - page.Offset));
        using var command = connection.Command(
            $"SELECT {columns} FROM {table} ORDER BY id DESC LIMIT $limit OFFSET $offset", ("$limit", limit), ("$offset", page.Offset));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            items.Add(read(new RowReader(rows)));
        return new Page<T>(items, total);
    }
}
