using FerroGate.Core.Exchanges;
using FerroGate.Core.Lists;
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
    public async Task An_entry_keeps_every_field()
    {
        var full = Some.Settled(Some.Opened()) with { Usage = Some.FullUsage, Ending = Ending.GatewayError, Corrects = Some.Opened().ExchangeId, Reason = "why" };
        var bare = Some.Settled(Some.Opened(), output: null, cost: null) with
        {
            Tenant = Core.Keys.Tenant.None,
            Provider = null,
            ProviderModel = null,
            Status = null,
            OutputAssumed = false,
        };
        _store.Add(Journal, Some.Projected(full, bare));

        Assert.Equal([bare, full], await LedgerRows.EntriesAsync(_ledger));
    }

    [Fact]
    public async Task Whoever_settles_an_exchange_first_settles_its_failed_attempts_too()
    {
        var opened = Some.Opened();
        var failed = Some.Failed(opened);
        Assert.Equal(0, _store.Add(Journal, [new(1, Some.Settled(opened, input: 1)), new(2, Some.Settled(Some.Opened()))]));

        Assert.Equal(1, _store.Add(Journal, [new(3, Some.Settled(opened, input: 2)) { Failed = [failed] }]));

        Assert.Equal([10L, 1L], (await LedgerRows.EntriesAsync(_ledger)).Select(entry => entry.Usage.Input));
        LedgerRows.AssertSumsAreRight(Path.Combine(_directory.Root, "ledger.db"));
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
    public async Task Pages_begin_with_the_newest_and_end_with_the_window()
    {
        var entries = Enumerable.Range(0, 20).Select(i => Some.Settled(Some.Opened(), input: i)).ToArray();
        _store.Add(Journal, Some.Projected(entries));

        var page = await _ledger.ListAsync(new PageRequest(Offset: 2, Limit: 3, Window: 10), Some.Token);
        Assert.Equal([17, 16, 15], page.Items.Select(entry => entry.Usage.Input!.Value));
        Assert.Equal(10, page.Total);

        var last = await _ledger.ListAsync(new PageRequest(Offset: 8, Limit: 5, Window: 10), Some.Token);
        Assert.Equal([11, 10], last.Items.Select(entry => entry.Usage.Input!.Value));

        var behind = await _ledger.ListAsync(new PageRequest(Offset: 10, Limit: 5, Window: 10), Some.Token);
        Assert.Empty(behind.Items);
        Assert.Equal(20, (await _ledger.ListAsync(Some.Everything, Some.Token)).Total);
    }

    [Fact]
    public async Task An_exchange_that_is_settled_twice_keeps_the_first_entry_and_is_counted()
    {
        var opened = Some.Opened();
        Assert.Equal(0, _store.Add(Journal, Some.Projected(Some.Settled(opened, 1))));
        Assert.Equal(1, _store.Add(new JournalId(Guid.CreateVersion7(Some.Moment)), Some.Projected(Some.Settled(opened, 2))));

        Assert.Equal(1, Assert.Single(await LedgerRows.EntriesAsync(_ledger)).Usage.Input);
        LedgerRows.AssertSumsAreRight(_database.Path);
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
