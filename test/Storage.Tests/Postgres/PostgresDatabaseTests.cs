using FerroGate.Storage.Postgres;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Postgres;

public sealed class PostgresDatabaseTests(SharedPostgres postgres)
{
    private readonly List<StoreFailure> _failures = [];

    [Fact]
    [Trait("Category", "Process")]
    public async Task Several_gateways_that_start_at_once_make_the_schema_once()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var address = PostgresAddress.Parse(await postgres.NewDatabaseAsync());

        var databases = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OpenAsync(address)));

        Assert.All(databases, database => Assert.Null(database.Reason));
        var steps = await databases[0].UseAsync(
            async (connection, token) => (long)(await connection.ScalarAsync("SELECT COUNT(*) FROM schema_version WHERE version = 1 AND concern = 'Ledger'", token))!,
            Some.Token);
        Assert.Equal(1, steps);
        foreach (var database in databases)
            await database.DisposeAsync();
    }

    [Fact]
    [Trait("Category", "Process")]
    public async Task A_schema_of_a_newer_version_is_not_used()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var address = PostgresAddress.Parse(await postgres.NewDatabaseAsync());
        await using (var database = await OpenAsync(address))
        {
            await database.UseAsync(
                (connection, token) => connection.ExecuteAsync("INSERT INTO schema_version (concern, version, applied_at) VALUES ('Ledger', 99, 0)", token), Some.Token);
        }

        var refused = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(address));

        Assert.Contains("has schema 99 of 'Ledger', which a newer FerroGate made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Process")]
    public async Task It_starts_without_a_server_and_comes_back_by_itself_each_time_that_there_is_one()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartNewAsync();
        var address = PostgresAddress.Parse(await server.NewDatabaseAsync());
        await server.StopAsync();

        await using var database = await OpenAsync(address);
        Assert.True(database.IsAway);
        await server.StartAsync();
        await Patience.UntilAsync(() => Task.FromResult(database.IsAway), isAway => !isAway, "the database to be found");
        Assert.Equal(1, await OneAsync(database));

        await server.StopAsync();
        await Assert.ThrowsAsync<PostgresAwayException>(() => OneAsync(database));
        await server.StartAsync();
        await Patience.UntilAsync(() => Task.FromResult(database.IsAway), isAway => !isAway, "the database to be found again");
        Assert.Equal(1, await OneAsync(database));
        Assert.All(_failures, failure => Assert.Equal(StorePart.Fleet, failure.Part));
    }

    [Fact]
    public async Task Whoever_asks_a_database_that_is_away_is_told_where_it_is_and_not_how_one_gets_in()
    {
        var address = PostgresAddress.Parse("Host=127.0.0.1;Port=1;Database=fleet;Username=somebody;Password=s3cret");
        await using var database = await OpenAsync(address);

        var away = await Assert.ThrowsAsync<PostgresAwayException>(() => OneAsync(database));

        Assert.StartsWith("PostgreSQL at 127.0.0.1:1/fleet cannot be used just now: ", away.Message, StringComparison.Ordinal);
        foreach (var text in (string[])[away.ToString(), address.ToString(), .. _failures.Select(failure => failure.Error.ToString())])
        {
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("somebody", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("postgres://me:s3cret@db/fleet")]
    [InlineData("Host=db;Database=fleet;Pasword=s3cret")]
    [InlineData("Host=db;Database=fleet;Port=s3cret")]
    [InlineData("Database=s3cret")]
    [InlineData("Host=s3cret")]
    [InlineData("")]
    public void An_address_that_cannot_be_read_is_refused_without_being_shown(string text)
    {
        var refused = Assert.Throws<StoreException>(() => PostgresAddress.Parse(text));

        Assert.Contains("'data.postgres'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db.example.com;Database=fleet;Username=u;Password=p", "db.example.com:5432/fleet")]
    [InlineData("Host=db;Port=6432;Database=fleet", "db:6432/fleet")]
    [InlineData("Host=/run/postgresql;Database=fleet", "/run/postgresql/fleet")]
    [InlineData("Host=one:1,two:2;Database=fleet", "one:1,two:2/fleet")]
    public void Host_and_database_are_what_is_shown_of_an_address(string text, string place) =>
        Assert.Equal(place, PostgresAddress.Parse(text).Place);

    private Task<PostgresDatabase> OpenAsync(PostgresAddress address) => PostgresDatabase.OpenAsync(
        address,
        TimeProvider.System,
        failure =>
        {
            lock (_failures)
                _failures.Add(failure);
        },
        Some.Token);

    private static Task<int> OneAsync(PostgresDatabase database) =>
        database.UseAsync(async (connection, token) => (int)(await connection.ScalarAsync("SELECT 1", token))!, Some.Token);
}
