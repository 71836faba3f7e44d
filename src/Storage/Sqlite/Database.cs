using FerroGate.Storage.DataDirectory;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>One SQLite file, migrated, that hands out connections set up the way all of ours are.</summary>
internal sealed class Database : IDisposable
{
    // Checkpoints are made on a connection of their own; this is what happens when they do not come to it: 64 MiB.
    private const int WalPagesAtMost = 16_384;

    // SQLite's own measure, in KiB, and what it takes for whoever writes rows that lie far apart: with less, every page is written several times.
    private const int UsualCache = 2_000;
    private const int LargeCache = 32_768;

    private readonly string _connectionString;
    private readonly int _busyMilliseconds;

    private Database(string path, TimeSpan busyTimeout)
    {
        Path = path;
        _busyMilliseconds = (int)busyTimeout.TotalMilliseconds;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = true,
            // The provider's own waiting, in seconds, comes on top of SQLite's; zero would be forever.
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        }.ToString();
    }

    public string Path { get; }

    /// <summary>Opens the file, making it where there is none, and brings its schema up to date.</summary>
    public static Database Open(string path, Migrations migrations, TimeProvider clock, TimeSpan busyTimeout)
    {
        SQLitePCL.Batteries_V2.Init();
        var database = new Database(path, busyTimeout);
        try
        {
            // SQLite gives its side files the mode of the main one.
            using (DataPaths.OpenFile(path, FileShare.ReadWrite | FileShare.Delete))
            {
            }

            using var connection = database.Connect();
            using var command = connection.CreateCommand();
            // The first of them says nothing to a file that has tables.
            command.CommandText = "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL";
            command.ExecuteNonQuery();
            migrations.Apply(connection, System.IO.Path.GetFileName(path), clock);
            return database;
        }
        catch (Exception failure)
        {
            database.Dispose();
            if (failure is SqliteException or IOException or UnauthorizedAccessException)
                throw new StoreException($"The database '{path}' cannot be opened: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>An open connection from the pool.</summary>
    public SqliteConnection Connect() => Connect(UsualCache);

    /// <summary>An open connection for somebody who writes much at once.</summary>
    public SqliteConnection ConnectToWrite() => Connect(LargeCache);

    private SqliteConnection Connect(int cache)
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"PRAGMA busy_timeout = {_busyMilliseconds}; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -{cache}; PRAGMA wal_autocheckpoint = {WalPagesAtMost}";
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the idle connections, so that the next ones are new.</summary>
    public void Forget()
    {
        using var connection = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(connection);
    }

    public void Dispose() => Forget();
}
