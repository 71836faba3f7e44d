using FerroGate.Core.Records;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Contracts;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Sqlite;

public sealed class SqliteRecordsContractTests : RecordsContract
{
    private readonly TemporaryDirectory _directory = new();
    private Database? _database;

    public override ValueTask DisposeAsync()
    {
        _database?.Dispose();
        _directory.Dispose();
        return base.DisposeAsync();
    }

    private protected override Task<IRequestRecords> OpenAsync()
    {
        _database = Database.Open(Path.Combine(_directory.Root, "records.db"), Migrations.Records, TimeProvider.System, TimeSpan.FromMilliseconds(50));
        return Task.FromResult<IRequestRecords>(new SqliteRequestRecords(_database, retention: 10_000, Retention.Everything, queueLength: 2_000, TimeProvider.System, new StoreReport(null)));
    }
}
