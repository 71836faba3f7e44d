using FerroGate.Storage.Tests.Contracts;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Postgres;

[Trait("Category", "Process")]
public sealed class PostgresUsageContractTests(SharedPostgres postgres) : UsageContract
{
    private protected override async Task<ILedgerWorld> OpenAsync() => await PostgresLedgerWorld.OpenAsync(postgres);
}
