using FerroGate.Core.Aggregates;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;
using FerroGate.Storage.Sqlite.Usage;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>The ledger of one node.</summary>
internal sealed class SqliteLedgerWorld : ILedgerWorld
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SqliteLedgerStore _store;

    public SqliteLedgerWorld()
    {
        Database = Some.LedgerDatabase(_directory);
        Key = Some.LedgerKey(_directory);
        (_store, Ledger) = (new SqliteLedgerStore(Database, Key), new SqliteLedger(Database));
        Usage = new SqliteUsageAggregates(Database);
    }

    public Database Database { get; }

    public LedgerKey Key { get; }

    public ILedgerReader Ledger { get; }

    public IUsageAggregates Usage { get; }

    public Task<int> AddAsync(JournalId journal, IReadOnlyList<ProjectedEntry> entries) => Task.FromResult(_store.Add(journal, entries));

    public Task<IReadOnlyList<string>> FaultsAsync() => Task.FromResult(new LedgerWalk(Database, Key, heads: []).Run().Faults);

    public ValueTask DisposeAsync()
    {
        Database.Dispose();
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
