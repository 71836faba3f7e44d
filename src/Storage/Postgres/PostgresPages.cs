using FerroGate.Core.Ledger;
using FerroGate.Storage.Sqlite;
using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>Reads pages of a table, newest first, no further back than the window shows, as of one moment.</summary>
internal static class PostgresPages
{
    /// <param name="connection">The connection.</param>
    /// <param name="from">The tables.</param>
    /// <param name="columns">What <paramref name="read"/> reads.</param>
    /// <param name="order">The columns that the rows are ordered by.</param>
    /// <param name="page">Which part.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    public static async Task<Page<T>> ListAsync<T>(
        NpgsqlConnection connection, string from, string columns, string order, PageRequest page, NewestFirst.ReadRow<T> read, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var window = Math.Max(0, page.Window);
        var total = (long)(await connection.ScalarAsync($"SELECT COUNT(*) FROM (SELECT 1 FROM {from} LIMIT $1) AS visible", cancellation, (long)window))!;
        var items = new List<T>();
        await using (var command = connection.Command(
            $"SELECT {columns} FROM {from} ORDER BY {order} LIMIT $1 OFFSET $2", Math.Clamp(page.Limit, 0, Math.Max(0, total - page.Offset)), (long)page.Offset))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
                items.Add(ReadOne(rows, read));
        }

        await transaction.CommitAsync(cancellation);
        return new Page<T>(items, total);
    }

    /// <summary>For what cannot stand beside an <c>await</c>.</summary>
    public static T ReadOne<T>(NpgsqlDataReader rows, NewestFirst.ReadRow<T> read) => read(new RowReader(rows));
}
