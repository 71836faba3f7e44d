using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>The ledger of a fleet, with one node that ships to it.</summary>
internal sealed class PostgresLedgerWorld : ILedgerWorld
{
    private readonly SqliteLedgerWorld _node = new();
    private readonly LedgerShipping _shipping;

    private PostgresLedgerWorld(PostgresDatabase database, string connection, string name)
    {
        (Database, Connection) = (database, connection);
        (Ledger, FleetUsage) = (new PostgresLedger(database), new PostgresUsageAggregates(database));
        Source = new ShippingSource(_node.Database);
        _shipping = new LedgerShipping(database, Source, new PostgresLedgerStore(database, _node.Key, name), TimeProvider.System, Report);
    }

    public PostgresDatabase Database { get; }

    /// <summary>How the database is connected to.</summary>
    public string Connection { get; }

    public ShippingSource Source { get; }

    public StoreReport Report { get; } = new(null);

    public ILedgerReader Ledger { get; }

    public IUsageAggregates Usage => FleetUsage;

    public PostgresUsageAggregates FleetUsage { get; }

    public static async Task<PostgresLedgerWorld> OpenAsync(SharedPostgres postgres)
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        return await OpenAsync(await postgres.NewDatabaseAsync());
    }

    public static async Task<PostgresLedgerWorld> OpenAsync(string connection, string name = "one")
    {
        var database = await PostgresDatabase.OpenAsync(PostgresAddress.Parse(connection), TimeProvider.System, _ => { }, Some.Token);
        return new PostgresLedgerWorld(database, connection, name);
    }

    public async Task<int> AddAsync(JournalId journal, IReadOnlyList<ProjectedEntry> entries)
    {
        var duplicates = await _node.AddAsync(journal, entries);
        await ShipAsync();
        return duplicates;
    }

    public async Task<IReadOnlyList<string>> FaultsAsync() =>
        [.. await _node.FaultsAsync(), .. (await new PostgresLedgerWalk(Database, _node.Key, Source.Chains()).RunAsync(Some.Token)).Faults];

    /// <summary>Adds to the node's own ledger and leaves it there.</summary>
    public Task<int> SettleAsync(JournalId journal, IReadOnlyList<ProjectedEntry> entries) => _node.AddAsync(journal, entries);

    /// <summary>The database was away and is there again.</summary>
    public void Return() => _shipping.AskAgain();

    public Task ShipAsync() => _shipping.ShipToEndAsync(Some.Token);

    public Task<object?> QueryAsync(string sql, params object?[] parameters) =>
        Database.UseAsync((connection, token) => connection.ScalarAsync(sql, token, parameters), Some.Token);

    public async ValueTask DisposeAsync()
    {
        await _shipping.DisposeAsync();
        await Database.DisposeAsync();
        await _node.DisposeAsync();
    }
}
