using FerroGate.Storage.Postgres;
using FerroGate.Storage.Tests.Contracts;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Postgres;

[Trait("Category", "Process")]
public sealed class PostgresStoredObjectsContractTests(SharedPostgres postgres) : StoredObjectsContract
{
    private string? _database;

    private protected override async Task<StoreOptions> OnDatabaseAsync(StoreOptions options)
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        return options with { Postgres = PostgresAddress.Parse(_database ??= await postgres.NewDatabaseAsync()) };
    }
}
