using FerroGate.Core.Aggregates;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing.Postgres;

namespace FerroGate.Storage.Tests.Postgres;

/// <summary>Whoever changes the ledger of a fleet is found out by the gateway whose entries they are.</summary>
[Trait("Category", "Process")]
public sealed class FleetVerificationTests(SharedPostgres postgres) : IAsyncLifetime
{
    private readonly TemporaryDirectory _directory = new();
    private string _connection = null!;
    private string? _ledgerKey;

    private StoreOptions Options => Some.SmallSegments with { Postgres = PostgresAddress.Parse(_connection), LedgerKey = _ledgerKey };

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        _connection = await postgres.NewDatabaseAsync();
    }

    public ValueTask DisposeAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Chains_of_several_processes_and_nodes_are_whole_and_those_of_other_keys_are_named()
    {
        await SettleAsync(1, 2, 3);
        await SettleAsync(4, 5);
        using var other = new TemporaryDirectory();
        await SettleAsync(other, 1);

        var found = await VerifyAsync();

        Assert.Equal((6, 2, 1), (found.Entries, found.Chains, found.Foreign));
        Assert.Empty(found.Faults);
    }

    /// <summary>Of 5 entries in two processes of 3 and 2.</summary>
    [Theory]
    [InlineData("UPDATE entry SET cost_nano_usd = 1 WHERE id = 2", "was changed or moved")]
    [InlineData("UPDATE entry SET key_id = 'key-2' WHERE id = 4", "was changed or moved")]
    [InlineData("UPDATE entry SET sequence = 900 WHERE id = 3", "was changed or moved")]
    [InlineData("UPDATE seal SET mac = '\\x00' WHERE number = 2 AND chain = 1", "was changed or moved")]
    [InlineData("DELETE FROM entry WHERE id = 2", "was deleted")]
    [InlineData("DELETE FROM entry WHERE id = 2; DELETE FROM seal WHERE number = 2 AND chain = 1", "number 2 to 2 of the chain")]
    [InlineData("DELETE FROM entry WHERE id = 3; DELETE FROM seal WHERE number = 3 AND chain = 1", "The tail of the chain")]
    [InlineData("DELETE FROM entry WHERE id = 3; DELETE FROM seal WHERE number = 3 AND chain = 1; UPDATE chain SET entries = 2, head = (SELECT mac FROM seal WHERE number = 2 AND chain = 1) WHERE id = 1", "The row that says how far")]
    [InlineData("DELETE FROM entry WHERE id < 4; DELETE FROM seal WHERE chain = 1; DELETE FROM chain WHERE id = 1", "does not end there as it does here")]
    [InlineData("DELETE FROM seal WHERE chain = 1; DELETE FROM chain WHERE id = 1", "was inserted: it has no seal")]
    [InlineData("INSERT INTO entry (journal, sequence, exchange_id, failed_attempt, reserved_at, settled_at, key_id, model, ending, usage_source, output_assumed) VALUES (1, 900, '00112233-4455-6677-8899-aabbccddeeff', 0, 0, 0, 'k', 'm', 0, 0, 0)", "was inserted: it has no seal")]
    public async Task What_somebody_did_to_it_is_found(string sql, string fault)
    {
        await SettleAsync(1, 2, 3);
        await SettleAsync(4, 5);
        Assert.Empty((await VerifyAsync()).Faults);

        await PostgresServer.ColumnAsync(_connection, sql);

        Assert.Contains((await VerifyAsync()).Faults, text => text.Contains(fault, StringComparison.Ordinal));
        Assert.Empty(LedgerVerification.Run(_directory.Data, Options, [], TimeProvider.System).Faults);
    }

    [Fact]
    public async Task Processes_that_hand_over_bring_each_entry_once()
    {
        var old = await LocalStore.OpenAsync(_directory.Data, Options, TimeProvider.System, Some.Token);
        await old.Journal.SettleAsync(Some.Settled(Some.Opened()));
        await using (var next = await LocalStore.OpenAsync(_directory.Data, Options with { Predecessor = old.HandOver() }, TimeProvider.System, Some.Token))
        {
            await next.Journal.SettleAsync(Some.Settled(Some.Opened()));
            await old.Journal.SettleAsync(Some.Settled(Some.Opened()));
            await old.Journal.OpenAsync(Some.Opened());
            await old.DisposeAsync();
            await next.Predecessor!.FinishAsync();
        }

        var found = await VerifyAsync();

        Assert.Equal((4, 2), (found.Entries, found.Chains));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task An_exchange_that_another_node_has_settled_is_no_gap()
    {
        using var other = new TemporaryDirectory();
        var opened = Some.Opened();
        foreach (var directory in (TemporaryDirectory[])[other, _directory])
        {
            await using var store = await LocalStore.OpenAsync(directory.Data, Options, TimeProvider.System, Some.Token);
            await store.Journal.SettleAsync(Some.Settled(opened));
            await store.Journal.SettleAsync(Some.Settled(Some.Opened()));
        }

        var found = await VerifyAsync();

        Assert.Equal((3, 1, 1), (found.Entries, found.Chains, found.Foreign));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task An_exchange_that_another_node_has_settled_and_pruned_is_no_gap()
    {
        using var other = new TemporaryDirectory();
        var opened = Some.Opened() with { ReservedAt = Day(1) };
        foreach (var directory in (TemporaryDirectory[])[other, _directory])
        {
            await using var store = await LocalStore.OpenAsync(directory.Data, Options, TimeProvider.System, Some.Token);
            await store.Journal.SettleAsync(Some.Settled(opened));
            await store.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Day(9) }));
        }

        Assert.Equal(1, (await LedgerPruning.RunAsync(other.Data, Options, Day(3), TimeProvider.System, Some.Token)).Entries);
        Assert.Empty((await VerifyAsync()).Faults);
        Assert.Equal(1, (await PruneAsync(3)).Entries);
        Assert.Empty((await VerifyAsync()).Faults);

        await PostgresServer.ColumnAsync(_connection, "UPDATE seal SET passed_over = '\\x00' WHERE passed_over IS NOT NULL");
        Assert.Contains("was deleted", Assert.Single((await VerifyAsync()).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_entries_go_from_both_ledgers_and_both_are_whole_without_them_and_go_on()
    {
        await SettleAsync(1, 2, 3);
        await SettleAsync(2, 3, 1, 4);

        var pruned = await PruneAsync(3);

        Assert.Equal((3, 90), (pruned.Entries, pruned.Cost.Value));
        var found = await VerifyAsync();
        Assert.Equal((4, 3), (found.Entries, found.Pruned));
        Assert.Empty(found.Faults);
        await SettleAsync(5);
        found = await VerifyAsync();
        Assert.Equal((5, 3), (found.Entries, found.Pruned));
        Assert.Empty(found.Faults);
        await using var store = await LocalStore.OpenAsync(_directory.Data, Options, TimeProvider.System, Some.Token);
        Assert.Equal(8, Assert.Single((await store.Fleet!.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum.Requests);
    }

    [Fact]
    public async Task Entries_of_another_gateway_stay_though_it_seals_with_the_same_key()
    {
        _ledgerKey = Convert.ToBase64String(new byte[32]);
        using var other = new TemporaryDirectory();
        await SettleAsync(other, 1, 2, 9);
        await SettleAsync(1, 9);

        Assert.Equal(1, (await PruneAsync(3)).Entries);

        var found = await VerifyAsync();
        Assert.Equal((4, 2, 1), (found.Entries, found.Chains, found.Pruned));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task What_somebody_changed_is_not_pruned()
    {
        await SettleAsync(1, 2, 9);
        await PostgresServer.ColumnAsync(_connection, "UPDATE entry SET cost_nano_usd = 1 WHERE sequence = (SELECT MIN(sequence) FROM entry)");
        await using var database = await PostgresDatabase.OpenAsync(Options.Postgres!, TimeProvider.System, _ => { }, Some.Token);
        using var ledger = Database.Open(Path.Combine(_directory.Data, "ledger.db"), Migrations.Ledger, TimeProvider.System, TimeSpan.FromSeconds(1));
        var key = LedgerKey.OpenExisting(DataPaths.Open(_directory.Data), _ledgerKey);

        var refused = await Assert.ThrowsAsync<StoreException>(
            () => new PostgresPrune(database, key, new ShippingSource(ledger).Journals(), new PruneTime(Day(3), Day(20))).RunAsync(Some.Token));

        Assert.Contains("was changed or moved", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["3"], await PostgresServer.ColumnAsync(_connection, "SELECT COUNT(*) FROM entry"));
    }

    [Fact]
    public async Task A_new_database_begins_with_what_was_pruned_before()
    {
        await SettleAsync(1, 2, 3);
        await PruneAsync(3);
        _connection = await postgres.NewDatabaseAsync();

        await SettleAsync(4);

        var found = await VerifyAsync();
        Assert.Equal((2, 2), (found.Entries, found.Pruned));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task What_has_not_arrived_is_not_pruned()
    {
        await using (var alone = await Some.Store(_directory))
        {
            await alone.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Day(1) }));
            await alone.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Day(9) }));
            await LedgerRows.EntriesAsync(alone.Ledger);
        }

        var refused = await Assert.ThrowsAsync<StoreException>(() => PruneAsync(3));
        Assert.StartsWith("1 of these entries have not arrived in PostgreSQL at 127.0.0.1:", refused.Message, StringComparison.Ordinal);

        await SettleAsync(9);
        Assert.Equal(1, (await PruneAsync(3)).Entries);
    }

    [Fact]
    public async Task Nothing_is_verified_or_pruned_while_it_is_away()
    {
        await SettleAsync(1, 2);
        _connection = "Host=127.0.0.1;Port=1;Database=fleet";

        foreach (var attempt in (Func<Task>[])[() => VerifyAsync(), () => PruneAsync(2)])
            Assert.StartsWith("PostgreSQL at 127.0.0.1:1/fleet cannot be used", (await Assert.ThrowsAsync<StoreException>(attempt)).Message, StringComparison.Ordinal);
        Assert.Equal(2, LedgerVerification.Run(_directory.Data, Options, [], TimeProvider.System).Entries);
    }

    [Fact]
    public async Task A_correction_arrives_as_well()
    {
        var opened = Some.Opened();
        await using (var store = await LocalStore.OpenAsync(_directory.Data, Options, TimeProvider.System, Some.Token))
            await store.Journal.SettleAsync(Some.Settled(opened));

        await LedgerCorrection.RunAsync(_directory.Data, Options, opened.ExchangeId, new Core.Ledger.Correction { Usage = new Core.Usage.TokenUsage { Input = 7 }, Reason = "wrong" }, TimeProvider.System, Some.Token);

        Assert.Equal(["-3", "10"], await PostgresServer.ColumnAsync(_connection, "SELECT input_tokens FROM entry ORDER BY id DESC"));
        Assert.Empty((await VerifyAsync()).Faults);
    }

    private static DateTimeOffset Day(int day) => new(2026, 1, day, 0, 0, 0, TimeSpan.Zero);

    private Task<FleetVerification> VerifyAsync() => FleetVerification.RunAsync(_directory.Data, Options, TimeProvider.System, Some.Token);

    private Task<LedgerPruning> PruneAsync(int beforeDay) => LedgerPruning.RunAsync(_directory.Data, Options, Day(beforeDay), TimeProvider.System, Some.Token);

    private Task SettleAsync(params int[] days) => SettleAsync(_directory, days);

    /// <summary>A process that settles an exchange on each of some days and brings it to PostgreSQL at its end.</summary>
    private async Task SettleAsync(TemporaryDirectory directory, params int[] days)
    {
        await using var store = await LocalStore.OpenAsync(directory.Data, Options, TimeProvider.System, Some.Token);
        foreach (var day in days)
            await store.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Day(day) }));
    }
}
