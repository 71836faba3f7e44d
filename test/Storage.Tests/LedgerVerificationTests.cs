using System.Security.Cryptography;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests;

/// <summary>Whoever changes the ledger behind the gateway's back is found out, without the key at least.</summary>
public sealed class LedgerVerificationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly List<LedgerEntry> _entries = [];

    private string LedgerPath => Path.Combine(_directory.Data, "ledger.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_ledger_of_several_processes_is_whole()
    {
        await SettleAsync(3);
        await SettleAsync(2);
        await using var running = await Some.Store(_directory);
        await running.Journal.SettleAsync(Some.Settled(Some.Opened()), Some.Failed(Some.Opened()));
        var heads = await running.HeadsAsync(10, Some.Token);

        var found = Verify(heads);

        Assert.Equal((7, 3), (found.Entries, found.Chains));
        Assert.Equal([2, 2, 3], heads.Select(head => head.Entries));
        Assert.Empty(found.Faults);
    }

    [Fact]
    public async Task A_ledger_whose_processes_hand_over_is_whole()
    {
        var old = await Some.Store(_directory);
        await old.Journal.SettleAsync(Some.Settled(Some.Opened()));
        await using var next = await LocalStore.OpenAsync(_directory.Data, Some.SmallSegments with { Predecessor = old.HandOver() }, TimeProvider.System, Some.Token);
        await next.Journal.SettleAsync(Some.Settled(Some.Opened()));
        await old.Journal.SettleAsync(Some.Settled(Some.Opened()));
        await old.Journal.OpenAsync(Some.Opened());
        await old.DisposeAsync();
        await next.Predecessor!.FinishAsync();

        Assert.Equal((4, 2), (Verify(await next.HeadsAsync(2, Some.Token)).Entries, Verify().Chains));
        Assert.Empty(Verify().Faults);
    }

    /// <summary>The 4th of 6 entries, in two processes of 3 and 3, is the first of the second journal.</summary>
    [Theory]
    [InlineData("UPDATE entry SET cost_nano_usd = 1 WHERE id = 5", 5, "was changed or moved")]
    [InlineData("UPDATE entry SET cost_nano_usd = NULL WHERE id = 5", 5, "was changed or moved")]
    [InlineData("UPDATE entry SET reason = 'a better one' WHERE id = 5", 5, "was changed or moved")]
    [InlineData("UPDATE entry SET key_id = 'key-2' WHERE id = 1", 1, "was changed or moved")]
    [InlineData("UPDATE entry SET sequence = 900 WHERE id = 6", 6, "was changed or moved")]
    [InlineData("UPDATE seal SET mac = randomblob(32) WHERE entry = 5", 5, "was changed or moved")]
    [InlineData("INSERT INTO entry SELECT 7, journal, 900, randomblob(16), failed_attempt, reserved_at, settled_at, key_id, organization_id, team_id, project_id, user_id, model, provider, provider_model, ending, status, usage_source, output_assumed, cost_nano_usd, input_tokens, cached_input, cache_write_5m, cache_write_1h, output_tokens, reasoning_tokens, audio_input, audio_output, image_input, corrects, reason, makes_cost_known FROM entry WHERE id = 6", 7, "was inserted: it has no seal")]
    public async Task A_row_that_was_changed_or_inserted_is_named(string sql, int row, string fault)
    {
        await SettleAsync(3);
        await SettleAsync(3);
        Assert.Empty(Verify().Faults);

        LedgerRows.Execute(LedgerPath, sql);

        var faults = Verify().Faults;
        var place = LedgerRows.Query(LedgerPath, $"SELECT sequence, start_id, exchange_id FROM entry JOIN journal ON journal.id = journal WHERE entry.id = {row}")[0];
        Assert.StartsWith(
            $"The entry {place[0]} of journal {new Guid((byte[])place[1], bigEndian: true)}, exchange {new Guid((byte[])place[2], bigEndian: true)} {fault}",
            faults[0],
            StringComparison.Ordinal);
        Assert.InRange(faults.Count, 1, 2);
    }

    [Theory]
    [InlineData("DELETE FROM entry WHERE id = 5", "entry number 2 of the chain", "was deleted")]
    [InlineData("DELETE FROM entry WHERE id = 5; DELETE FROM seal WHERE entry = 5", "entries number 2 to 2 of the chain", "were deleted")]
    [InlineData("DELETE FROM entry WHERE id = 4; DELETE FROM seal WHERE entry = 4", "entries number 1 to 1 of the chain", "behind the beginning, were deleted")]
    [InlineData("DELETE FROM entry WHERE id = 6; DELETE FROM seal WHERE entry = 6", "The tail of the chain", "has 3 entries, and those behind number 2 are missing")]
    [InlineData("DELETE FROM entry WHERE id = 6; DELETE FROM seal WHERE entry = 6; UPDATE chain SET entries = 2, head = (SELECT mac FROM seal WHERE entry = 5) WHERE id = 2", "The row that says how far the chain", "was changed")]
    [InlineData("DELETE FROM entry WHERE id < 4; DELETE FROM seal WHERE entry < 4; DELETE FROM chain WHERE id = 1", "The chains 1 to 1 are missing", "deleted")]
    [InlineData("DELETE FROM chain WHERE id = 2", "was inserted", "no seal")]
    [InlineData("DELETE FROM entry WHERE id > 3; DELETE FROM seal WHERE entry > 3; DELETE FROM chain WHERE id = 2", "The chain of journal", "is missing: it and its seals were deleted")]
    [InlineData("DELETE FROM entry; DELETE FROM seal; DELETE FROM chain", "The chain of journal", "is missing: it and its seals were deleted")]
    public async Task What_was_deleted_is_missed(string sql, string what, string fault)
    {
        await SettleAsync(3);
        await SettleAsync(3);

        LedgerRows.Execute(LedgerPath, sql);

        Assert.Contains(Verify().Faults, text => text.Contains(what, StringComparison.Ordinal) && text.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_that_changed_places_are_named()
    {
        await SettleAsync(3);

        LedgerRows.Execute(LedgerPath, "UPDATE seal SET entry = 9 WHERE entry = 1; UPDATE seal SET entry = 1 WHERE entry = 2; UPDATE seal SET entry = 2 WHERE entry = 9");

        Assert.Equal(2, Verify().Faults.Count(text => text.Contains("was changed or moved", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Seals_without_the_key_are_worth_nothing()
    {
        await SettleAsync(3);

        // The last entry is changed, and everything behind it made anew, with a key that whoever did it made up.
        LedgerRows.Execute(LedgerPath, "UPDATE entry SET cost_nano_usd = 1 WHERE id = 3");
        var forged = SHA256.HashData([.. (byte[])LedgerRows.Query(LedgerPath, "SELECT mac FROM seal WHERE entry = 2")[0][0], 1]);
        LedgerRows.Execute(LedgerPath, $"UPDATE seal SET mac = x'{Convert.ToHexString(forged)}' WHERE entry = 3; UPDATE chain SET head = x'{Convert.ToHexString(forged)}', proof = x'{Convert.ToHexString(SHA256.HashData(forged))}'");

        var faults = Verify().Faults;
        Assert.Contains(faults, text => text.Contains($"exchange {_entries[2].ExchangeId} was changed or moved", StringComparison.Ordinal));
        Assert.Contains(faults, text => text.Contains("The row that says how far", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_ledger_that_was_put_back_to_an_earlier_state_does_not_fit_the_heads_of_the_log()
    {
        await SettleAsync(3);
        File.Copy(LedgerPath, LedgerPath + ".before");
        LedgerHead head;
        await using (var store = await Some.Store(_directory))
        {
            await store.Journal.SettleAsync(Some.Settled(Some.Opened()));
            head = (await store.HeadsAsync(1, Some.Token))[0];
        }

        Assert.Empty(Verify([head]).Faults);
        File.Move(LedgerPath + ".before", LedgerPath, overwrite: true);

        Assert.Empty(Verify().Faults);
        Assert.Contains($"The journal {head.Journal} had 1 entries", Assert.Single(Verify([head]).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_from_before_the_seals_are_sealed_at_the_first_start_and_never_again()
    {
        await SettleAsync(3);
        LedgerRows.Execute(LedgerPath, "DELETE FROM seal; DELETE FROM chain; UPDATE journal SET sealed = 0");
        await using (var first = await Some.Store(_directory))
            Assert.Equal(3, first.Report.SealedAtFirst);
        Assert.Empty(Verify().Faults);

        LedgerRows.Execute(LedgerPath, "DELETE FROM seal WHERE entry = 3");
        await using (var second = await Some.Store(_directory))
            Assert.Equal(0, second.Report.SealedAtFirst);
        Assert.NotEmpty(Verify().Faults);
    }

    [Fact]
    public async Task Seals_that_somebody_deleted_are_not_made_anew_at_the_next_start()
    {
        await SettleAsync(3);
        LedgerRows.Execute(LedgerPath, "DELETE FROM seal; DELETE FROM chain; UPDATE entry SET cost_nano_usd = 1 WHERE id = 1");

        await using (var next = await Some.Store(_directory))
            Assert.Equal(0, next.Report.SealedAtFirst);

        Assert.Equal(4, Verify().Faults.Count);
    }

    [Fact]
    public async Task Entries_that_an_older_process_added_while_it_handed_over_are_sealed_as_its_journal_has_them()
    {
        var old = await Some.Store(_directory);
        await using var next = await LocalStore.OpenAsync(_directory.Data, Some.SmallSegments with { Predecessor = old.HandOver() }, TimeProvider.System, Some.Token);
        await next.Journal.SettleAsync(Some.Settled(Some.Opened()));
        await next.HeadsAsync(1, Some.Token);
        var opened = Some.Opened();
        await old.Journal.SettleAsync(Some.Settled(opened), Some.Failed(opened));
        Assert.Equal(3, (await LedgerRows.EntriesAsync(old.Ledger)).Count);
        await old.DisposeAsync();

        // As one would leave it that knows nothing of seals.
        LedgerRows.Execute(
            LedgerPath,
            $"""
            DELETE FROM seal WHERE entry IN (SELECT id FROM entry WHERE exchange_id = x'{Convert.ToHexString(opened.ExchangeId.Value.ToByteArray(bigEndian: true))}');
            DELETE FROM chain WHERE id NOT IN (SELECT chain FROM seal);
            UPDATE journal SET sealed = 0 WHERE id NOT IN (SELECT journal FROM chain);
            """);
        await next.Predecessor!.FinishAsync();

        Assert.Equal(3L, LedgerRows.Query(LedgerPath, "SELECT COUNT(*) FROM seal")[0][0]);
        Assert.Empty(Verify().Faults);
    }

    [Fact]
    public async Task The_key_is_readable_by_its_owner_only_and_a_wrong_one_is_said_to_be_wrong()
    {
        await SettleAsync(1);
        var path = Path.Combine(_directory.Data, "ledger.key");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));

        var other = Convert.ToBase64String(new byte[32]);
        Assert.Contains("was sealed with the key", Assert.Single(Verify(options: Some.SmallSegments with { LedgerKey = other }).Faults), StringComparison.Ordinal);
        Assert.Contains("base64 of at least 32 bytes", Assert.Throws<StoreException>(() => Verify(options: Some.SmallSegments with { LedgerKey = "short" })).Message, StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains("There is no ledger key", Assert.Throws<StoreException>(() => Verify()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    private LedgerVerification Verify(IReadOnlyList<LedgerHead>? heads = null, StoreOptions? options = null) =>
        LedgerVerification.Run(_directory.Data, options ?? Some.SmallSegments, heads ?? [], TimeProvider.System);

    /// <summary>A process that settles some exchanges and ends.</summary>
    private async Task SettleAsync(int count)
    {
        await using var store = await Some.Store(_directory);
        for (var i = 0; i < count; i++)
        {
            _entries.Add(Some.Settled(Some.Opened()));
            await store.Journal.SettleAsync(_entries[^1]);
        }

        Assert.Equal(_entries.Count, (await LedgerRows.EntriesAsync(store.Ledger)).Count);
    }
}
