namespace FerroGate.Storage.Sqlite;

/// <summary>Moves what the write-ahead log holds into the database file, on a connection of its own.</summary>
internal static class Checkpoints
{
    /// <summary><c>true</c> when everything that was committed before is now in the file and on the disk.</summary>
    public static bool TryComplete(Database database)
    {
        using var connection = database.Connect();
        using var command = connection.Command("PRAGMA wal_checkpoint(PASSIVE)");
        using var row = command.ExecuteReader();
        return row.Read() && row.GetInt64(0) == 0 && row.GetInt64(1) == row.GetInt64(2);
    }
}
