using System.Globalization;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>
/// The numbered SQL files of one database, from <c>Sqlite/Migrations/</c>. They are only ever added to: a file that was
/// released is never changed.
/// </summary>
internal sealed class Migrations
{
    private readonly IReadOnlyList<(int Version, string Resource)> _steps;

    private Migrations(string folder) => _steps =
    [
        .. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal))
            .Select(name => (VersionOf(name), name))
            .Order(),
    ];

    public static Migrations Ledger { get; } = new("Ledger");

    public static Migrations Records { get; } = new("Records");

    public static Migrations State { get; } = new("State");

    public int Latest => _steps[^1].Version;

    /// <summary>Applies, in one transaction, what the database has not got.</summary>
    public void Apply(SqliteConnection connection, string database, TimeProvider clock)
    {
        if (IsUpToDate(connection))
            return;

        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL)");
        var current = CurrentOf(connection);
        if (current > Latest)
        {
            throw new StoreException(
                $"'{database}' has schema {current}, which a newer FerroGate made; this one knows schemas up to {Latest}. " +
                "Run the newer version, or restore the data directory from a backup.");
        }

        foreach (var (version, resource) in _steps.Where(step => step.Version > current))
        {
            connection.Execute(Read(resource));
            connection.Execute(
                "INSERT INTO schema_version (version, applied_at) VALUES ($version, $now)",
                ("$version", version),
                ("$now", UnixMicroseconds.Of(clock.GetUtcNow())));
        }

        transaction.Commit();
    }

    /// <summary>Looks without a write lock, so that a command beside a running gateway does not wait for it.</summary>
    private bool IsUpToDate(SqliteConnection connection) =>
        connection.Scalar("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'schema_version'") is 1L && CurrentOf(connection) == Latest;

    private static long CurrentOf(SqliteConnection connection) =>
        (long)connection.Scalar("SELECT COALESCE(MAX(version), 0) FROM schema_version")!;

    private static int VersionOf(string resource)
    {
        var file = resource[(resource.IndexOf('/', StringComparison.Ordinal) + 1)..];
        return int.Parse(file.AsSpan(1, 3), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static string Read(string resource)
    {
        using var stream = typeof(Migrations).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
