using FerroGate.Core.Lists;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads pages of a table whose ids grow, newest first.</summary>
internal static class NewestFirst
{
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="page">What is asked for.</param>
    /// <param name="kept">How many of the newest rows are shown at all.</param>
    public static Page<T> List<T>(Database database, ListTable<T> table, PageRequest page, int kept = int.MaxValue)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        var wanted = new ListStatement(page.Filter, table.Name, table.Moment, table.IsLong);
        if (kept < int.MaxValue)
            wanted.Add($"id > (SELECT MAX(id) FROM {table.Name}) - ", (long)Math.Max(0, kept));
        var total = (long)connection.Scalar(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM {table.Name} {wanted.Where} ORDER BY id DESC LIMIT {Math.Max(0, page.Window)})", wanted.Values)!;
        if (page.After is { } after)
            wanted.Add("id < ", after);

        // Whoever goes on after a row passes over none, and sees what is not counted, too.
        var (offset, most) = page.After is null ? (page.Offset, Math.Max(0, total - page.Offset)) : (0, long.MaxValue);
        var limit = Math.Clamp(page.Limit, 0, most);
        using var command = connection.Command(
            $"SELECT {table.Columns}, id FROM {table.Name} {wanted.Where} ORDER BY id DESC LIMIT {limit + 1} OFFSET {offset}", wanted.Values);
        using var rows = command.ExecuteReader();
        var (items, last) = (new List<T>(), 0L);
        while (items.Count < limit && rows.Read())
        {
            items.Add(table.Read(new RowReader(rows)));
            last = rows.GetInt64(rows.FieldCount - 1);
        }

        return new Page<T>(items, total) { Next = items.Count > 0 && rows.Read() ? last : null };
    }
}
