using FerroGate.Core.Records;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Records;
using FerroGate.Storage.Tests.Contracts;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Postgres;

[Trait("Category", "Process")]
public sealed class PostgresRecordsContractTests(SharedPostgres postgres) : RecordsContract
{
    private PostgresDatabase? _database;

    public override async ValueTask DisposeAsync()
    {
        if (_database is not null)
            await _database.DisposeAsync();
        await base.DisposeAsync();
    }

    private protected override async Task<IRequestRecords> OpenAsync()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        _database = await PostgresDatabase.OpenAsync(PostgresAddress.Parse(await postgres.NewDatabaseAsync()), TimeProvider.System, _ => { }, Some.Token);
        return new PostgresRequestRecords(_database, "one", Retention.Everything, queueLength: 2_000, TimeProvider.System, new StoreReport(null));
    }
}
