using FerroGate.Storage.Journal;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Sqlite;

/// <summary>The ledger's tables.</summary>
public sealed class SqliteLedgerTests : IDisposable
{
    private static readonly JournalId Journal = new(Guid.CreateVersion7(Some.Moment));

    private readonly TemporaryDirectory _directory = new();
    private readonly Database _database;
    private readonly SqliteLedgerStore _store;
    private readonly SqliteLedger _ledger;

    public SqliteLedgerTests()
    {
        _database = Some.LedgerDatabase(_directory);
        (_store, _ledger) = (new SqliteLedgerStore(_database, Some.LedgerKey(_directory)), new SqliteLedger(_database));
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task An_exchange_is_there_only_when_its_own_entry_is()
    {
        var (opened, other) = (Some.Opened(), Some.Opened());
        _store.Add(Journal, [new(1, Some.Settled(opened)) { Failed = [Some.Failed(opened)] }]);

        Assert.True(_ledger.Has(opened.ExchangeId));
        Assert.False(_ledger.Has(other.ExchangeId));
        Assert.Equal([1, null], (await LedgerRows.EntriesAsync(_ledger)).Select(entry => entry.FailedAttempt));
    }

    [Fact]
    public async Task Projecting_the_same_entries_again_changes_nothing()
    {
        var entries = Some.Projected(Some.Settled(Some.Opened()), Some.Settled(Some.Opened()));
        _store.Add(Journal, entries);
        LedgerRows.Execute(_database.Path, "UPDATE journal SET projected = 0");

        Assert.Equal(0, _store.Add(Journal, entries));
        Assert.Equal(2, _store.WatermarkOf(Journal));
        Assert.Equal(2, (await LedgerRows.EntriesAsync(_ledger)).Count);
        LedgerRows.AssertSumsAreRight(_database.Path);
    }

    [Fact]
    public void A_checkpoint_is_complete_only_when_no_reader_stands_in_the_way()
    {
        _store.Add(Journal, Some.Projected(Some.Settled(Some.Opened())));
        using (var reader = LedgerRows.Connect(_database.Path))
        {
            using var transaction = reader.BeginTransaction(deferred: true);
            using var command = reader.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM entry";
            command.ExecuteScalar();
            _store.Add(Journal, [new(2, Some.Settled(Some.Opened()))]);
            Assert.False(_store.Checkpoint());
        }

        Assert.True(_store.Checkpoint());
    }
}
