using System.Data;
using FerroGate.Core.Lists;
using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>Reads pages of a table whose ids grow, newest first, as of one moment.</summary>
internal static class PostgresPages
{
    /// <param name="connection">The connection.</param>
    /// <param name="table">The table.</param>
    /// <param name="from">The table with those that are joined to it.</param>
    /// <param name="page">Which part.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    public static async Task<Page<T>> ListAsync<T>(NpgsqlConnection connection, ListTable<T> table, string from, PageRequest page, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        var wanted = new ListStatement(page.Filter, table.Name, table.Moment, isLong: false, hasIds: true);
        var order = $"ORDER BY {table.Name}.id DESC";
        var total = (long)(await connection.ScalarAsync(
            $"SELECT COUNT(*) FROM (SELECT 1 FROM {from} {wanted.Where} {order} LIMIT {Math.Max(0, page.Window)}) AS visible", cancellation, Values(wanted)))!;
        if (page.After is { } after)
            wanted.Add($"{table.Name}.id < ", after);

        // Whoever goes on after a row passes over none, and sees what is not counted, too.
        var (offset, most) = page.After is null ? (page.Offset, Math.Max(0, total - page.Offset)) : (0, long.MaxValue);
        var limit = Math.Clamp(page.Limit, 0, most);
        var (items, last, hasMore) = (new List<T>(), 0L, false);
        await using (var command = connection.Command(
            $"SELECT {table.Columns}, {table.Name}.id FROM {from} {wanted.Where} {order} LIMIT {limit + 1} OFFSET {offset}", Values(wanted)))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (items.Count < limit && await rows.ReadAsync(cancellation))
            {
                items.Add(ReadOne(rows, table.Read));
                last = rows.GetInt64(rows.FieldCount - 1);
            }

            hasMore = items.Count > 0 && await rows.ReadAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return new Page<T>(items, total) { Next = hasMore ? last : null };
    }

    /// <summary>For what cannot stand beside an <c>await</c>.</summary>
    public static T ReadOne<T>(NpgsqlDataReader rows, ReadRow<T> read) => read(new RowReader(rows));

    private static object?[] Values(ListStatement wanted)
    {
        var values = wanted.Values;
        var all = new object?[values.Length];
        for (var i = 0; i < all.Length; i++)
            all[i] = values[i].Value;
        return all;
    }
}
