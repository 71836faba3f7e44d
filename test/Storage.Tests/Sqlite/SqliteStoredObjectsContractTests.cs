using FerroGate.Storage.Tests.Contracts;

namespace FerroGate.Storage.Tests.Sqlite;

public sealed class SqliteStoredObjectsContractTests : StoredObjectsContract
{
    private protected override Task<StoreOptions> OnDatabaseAsync(StoreOptions options) => Task.FromResult(options);
}
