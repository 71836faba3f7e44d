using FerroGate.Storage.Tests.Contracts;

namespace FerroGate.Storage.Tests.Sqlite;

public sealed class SqliteStateContractTests : StateContract
{
    private protected override Task<StoreOptions> OnDatabaseAsync(StoreOptions options) => Task.FromResult(options);
}
