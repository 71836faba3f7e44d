using FerroGate.Core.Lists;
using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>Reads pages of a table whose ids grow, newest first, as of one moment.</summary>
internal static class PostgresPages
{
    /// <param name="connection">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="page">What is asked for.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    public static async Task<Page<T>> ListAsync<T>(NpgsqlConnection connection, ListTable<T> table, PageRequest page, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var wanted = new ListStatement(page.Filter, table.Name, table.Moment, isLong: false, hasIds: true);
        var total = (long)(await connection.ScalarAsync(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM {table.Name} {wanted.Where} LIMIT {Math.Max(0, page.Window)}) AS visible", cancellation, [.. wanted.Values]))!;
        if (page.After is { } after)
            wanted.Add($"{table.Id} < ", after);

        // Whoever goes on after a row passes over none, and sees what is not counted, too.
        var (offset, most) = page.After is null ? (page.Offset, Math.Max(0, total - page.Offset)) : (0, long.MaxValue);
        var limit = Math.Clamp(page.Limit, 0, most);
        var (items, last, more) = (new List<T>(), 0L, false);
        await using (var command = connection.Command(
            $"SELECT {table.Columns}, {table.Id} FROM {table.Name} {wanted.Where} ORDER BY {table.Id} DESC LIMIT {limit + 1} OFFSET {offset}", [.. wanted.Values]))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (items.Count < limit && await rows.ReadAsync(cancellation))
            {
                items.Add(ReadOne(rows, table.Read));
                last = rows.GetInt64(rows.FieldCount - 1);
            }

            more = items.Count > 0 && await rows.ReadAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return new Page<T>(items, total) { Next = more ? last : null };
    }

    /// <summary>For what cannot stand beside an <c>await</c>.</summary>
    public static T ReadOne<T>(NpgsqlDataReader rows, ReadRow<T> read) => read(new RowReader(rows));
}
