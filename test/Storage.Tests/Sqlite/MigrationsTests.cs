using FerroGate.Core.Keys;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Sqlite;

/// <summary>How schemas come to be.</summary>
public sealed class MigrationsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_database_is_made_and_opened_again()
    {
        foreach (var (name, migrations) in All())
        {
            Open(name, migrations).Dispose();
            Open(name, migrations).Dispose();
            var versions = LedgerRows.Query(Path.Combine(_directory.Root, name), "SELECT version FROM schema_version ORDER BY version");
            Assert.Equal(Enumerable.Range(1, migrations.Latest).Select(version => (object)(long)version), versions.Select(row => row[0]));
        }
    }

    [Fact]
    public void A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        foreach (var (name, migrations) in All())
        {
            Open(name, migrations).Dispose();
            var path = Path.Combine(_directory.Root, name);
            LedgerRows.Execute(path, "INSERT INTO schema_version (version, applied_at) VALUES (999, 0)");

            var error = Assert.Throws<StoreException>(() => Open(name, migrations));

            Assert.Contains("schema 999", error.Message, StringComparison.Ordinal);
            Assert.Contains(name, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Entries_of_the_first_schema_are_those_of_exchanges_themselves_in_the_next()
    {
        var path = Path.Combine(_directory.Root, "ledger.db");
        using (var first = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream("Ledger/V001__entries.sql")!))
            LedgerRows.Execute(path, first.ReadToEnd());
        LedgerRows.Execute(
            path,
            """
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL);
            INSERT INTO schema_version VALUES (1, 0);
            INSERT INTO journal VALUES (1, x'00', 7);
            INSERT INTO entry VALUES (5, 1, 7, x'0102', 1, 2, 'key', 'org', NULL, NULL, 'user', 'm', 'p', 'pm', 1, 200, 1, 0, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19);
            """);

        Open("ledger.db", Migrations.Ledger).Dispose();

        var row = Assert.Single(LedgerRows.Query(path, "SELECT * FROM entry"));
        Assert.Equal(
            [5L, 1L, 7L, new byte[] { 1, 2 }, 0L, 1L, 2L, "key", "org", DBNull.Value, DBNull.Value, "user", "m", "p", "pm", 1L, 200L, 1L, 0L, 9L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 18L, 19L, DBNull.Value, DBNull.Value, 0L],
            row);

        // A process that hands over still writes as it knows.
        LedgerRows.Execute(
            path,
            "INSERT INTO entry (journal, sequence, exchange_id, reserved_at, settled_at, key_id, model, ending, usage_source, output_assumed) VALUES (1, 8, x'03', 1, 2, 'key', 'm', 1, 1, 0)");
        Assert.Equal(0L, LedgerRows.Query(path, "SELECT failed_attempt FROM entry WHERE sequence = 8")[0][0]);
    }

    [Fact]
    public async Task Keys_of_a_schema_without_changes_are_changes_of_the_next()
    {
        var path = Path.Combine(_directory.Root, "state.db");
        using (var first = new StreamReader(typeof(Migrations).Assembly.GetManifestResourceStream("State/V001__keys_and_audit.sql")!))
            LedgerRows.Execute(path, first.ReadToEnd());
        LedgerRows.Execute(
            path,
            $"""
            CREATE TABLE schema_version (version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL);
            INSERT INTO schema_version VALUES (1, 0);
            INSERT INTO virtual_key VALUES ('a', '{KeyHash.Of("a")}', NULL, 1, 2, NULL, NULL, NULL, NULL, '[]', '[]', '[]', '[]', NULL, NULL, NULL, 0);
            INSERT INTO virtual_key VALUES ('b', '{KeyHash.Of("b")}', NULL, 1, 2, NULL, NULL, NULL, NULL, '[]', '[]', '[]', '[]', NULL, NULL, NULL, 0);
            """);

        using var database = Open("state.db", Migrations.State);
        var changes = await new SqliteKeyStore(database).ChangesAsync(0, Some.Token);

        Assert.Equal(["a", "b"], changes.Changes.Select(change => change.Key?.Id).Order(StringComparer.Ordinal));
        Assert.Equal(2, changes.Version);
    }

    [Fact]
    public void Two_that_open_a_new_database_at_once_make_it_once()
    {
        Parallel.For(0, 8, _ => Open("state.db", Migrations.State).Dispose());

        var versions = LedgerRows.Query(Path.Combine(_directory.Root, "state.db"), "SELECT version FROM schema_version ORDER BY version");
        Assert.Equal(Enumerable.Range(1, Migrations.State.Latest).Select(version => (long)version), versions.Select(row => (long)row[0]!));
    }

    [Fact]
    public void A_file_that_is_no_database_is_an_error_that_names_it()
    {
        File.WriteAllText(Path.Combine(_directory.Root, "ledger.db"), "A text that is longer than SQLite's header. " + new string('x', 200));

        var error = Assert.Throws<StoreException>(() => Open("ledger.db", Migrations.Ledger));

        Assert.Contains("ledger.db", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_gateways_user_can_read_a_database()
    {
        Open("state.db", Migrations.State).Dispose();

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory.Root, "state.db")));
        }
    }

    private static IEnumerable<(string Name, Migrations Migrations)> All() =>
    [
        ("ledger.db", Migrations.Ledger),
        ("records.db", Migrations.Records),
        ("state.db", Migrations.State),
    ];

    private Database Open(string name, Migrations migrations) =>
        Database.Open(Path.Combine(_directory.Root, name), migrations, TimeProvider.System, TimeSpan.FromSeconds(5));
}
