using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads all rows of a table whose moments lie in a time, in the order in which they came, as of one moment.</summary>
internal static class OldestFirst
{
    public static IEnumerable<T> Read<T>(Database database, ListTable<T> table, DateTimeOffset from, DateTimeOffset until)
    {
        using var connection = database.Connect();
        using var command = connection.Command(
            $"SELECT {table.Columns} FROM {table.Name} WHERE {table.Moment} >= $from AND {table.Moment} < $until ORDER BY id",
            ("$from", UnixMicroseconds.Of(from)),
            ("$until", UnixMicroseconds.Of(until)));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return ReadOne(rows, table.Read);
    }

    private static T ReadOne<T>(SqliteDataReader rows, ReadRow<T> read) => read(new RowReader(rows));
}
