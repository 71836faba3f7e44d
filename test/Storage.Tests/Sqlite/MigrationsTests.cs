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
