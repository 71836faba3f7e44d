using FerroGate.Storage.Tests.Contracts;

namespace FerroGate.Storage.Tests.Sqlite;

public sealed class SqliteLedgerContractTests : LedgerContract
{
    private protected override Task<ILedgerWorld> OpenAsync() => Task.FromResult<ILedgerWorld>(new SqliteLedgerWorld());
}
