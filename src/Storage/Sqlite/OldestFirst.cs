using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Reads all rows of a table whose moments lie in a time, in the order in which they came, as of one moment.</summary>
internal static class OldestFirst
{
    public static IEnumerable<T> Read<T>(
        Database database, string table, string columns, string moment, DateTimeOffset from, DateTimeOffset until, NewestFirst.ReadRow<T> read)
    {
        using var connection = database.Connect();
        using var command = connection.Command(
            $"SELECT {columns} FROM {table} WHERE {moment} >= $from AND {moment} < $until ORDER BY id",
            ("$from", UnixMicroseconds.Of(from)),
            ("$until", UnixMicroseconds.Of(until)));
        using var rows = command.ExecuteReader();
        while (rows.Read())
            yield return ReadOne(rows, read);
    }

    private static T ReadOne<T>(SqliteDataReader rows, NewestFirst.ReadRow<T> read) => read(new RowReader(rows));
}
