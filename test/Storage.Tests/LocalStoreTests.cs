using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Stored;
using FerroGate.Core.Usage;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests;

/// <summary>The whole store on one data directory.</summary>
public sealed class LocalStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string LedgerPath => Path.Combine(_directory.Data, "ledger.db");

    public void Dispose() => _directory.Dispose();

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    [Fact]
    public async Task A_settled_exchange_is_in_the_ledger_at_once_and_after_a_restart()
    {
        var opened = Some.Opened();
        var entry = Some.Settled(opened);
        await using (var store = await Some.Store(_directory))
        {
            await store.Journal.OpenAsync(opened);
            Assert.Empty(await LedgerRows.EntriesAsync(store.Ledger));
            await store.Journal.SettleAsync(entry);
            Assert.Equal([entry], await LedgerRows.EntriesAsync(store.Ledger));
        }

        await using var again = await Some.Store(_directory);
        Assert.Equal([entry], await LedgerRows.EntriesAsync(again.Ledger));
        Assert.Equal(30, await Some.TokensAsync(again, "key-1"));
        Assert.Equal(0, again.Report.Recovered);
    }

    [Fact]
    public async Task An_exchange_that_was_left_open_is_settled_once_as_crashed()
    {
        var opened = Some.Opened(prompt: 123);
        await using (var store = await Some.Store(_directory))
            await store.Journal.OpenAsync(opened);

        for (var start = 0; start < 3; start++)
        {
            await using var store = await Some.Store(_directory);
            Assert.Equal(start == 0 ? 1 : 0, store.Report.Recovered);
            var entry = Assert.Single(await LedgerRows.EntriesAsync(store.Ledger));
            Assert.Equal(
                Some.Settled(opened) with
                {
                    SettledAt = entry.SettledAt,
                    Provider = null,
                    ProviderModel = null,
                    Ending = Ending.Crashed,
                    Status = null,
                    Usage = new TokenUsage { Input = 123 },
                    UsageSource = UsageSource.Estimated,
                    Cost = null,
                },
                entry);
            Assert.Equal(123, await Some.TokensAsync(store, "key-1"));
        }
    }

    [Fact]
    public async Task An_exchange_and_its_failed_attempts_are_in_the_ledger_and_in_the_sums_together()
    {
        var opened = Some.Opened();
        LedgerEntry[] failed = [Some.Failed(opened), Some.Failed(opened, attempt: 2)];
        await using (var store = await Some.Store(_directory))
        {
            await store.Journal.OpenAsync(opened);
            await store.Journal.OpenAsync(opened with { Failed = failed });
            await store.Journal.SettleAsync(Some.Settled(opened), failed);
        }

        await using var again = await Some.Store(_directory);
        Assert.Equal([failed[1], failed[0], Some.Settled(opened)], await LedgerRows.EntriesAsync(again.Ledger));
        Assert.Equal(230, await Some.TokensAsync(again, "key-1"));
        LedgerRows.AssertSumsAreRight(Path.Combine(_directory.Data, "ledger.db"));
        Assert.Equal((0, 0L), (again.Report.Recovered, again.Report.DuplicatesIgnored));
    }

    [Fact]
    public async Task A_ledger_from_before_the_sums_gets_them_at_the_start()
    {
        var opened = Some.Opened();
        await using (var store = await Some.Store(_directory))
        {
            await store.Journal.SettleAsync(Some.Settled(opened), Some.Failed(opened));
            Assert.Equal(2, (await LedgerRows.EntriesAsync(store.Ledger)).Count);
        }

        LedgerRows.Execute(LedgerPath, "DELETE FROM usage; DELETE FROM usage_subject; UPDATE usage_folded SET last_entry = 0");

        await using var again = await Some.Store(_directory);
        LedgerRows.AssertSumsAreRight(LedgerPath);
        var sum = Assert.Single((await again.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum;
        Assert.Equal((1, 2, 130, 37), (sum.Requests, sum.Entries, sum.BudgetTokens, sum.Cost.Value));
    }

    [Fact]
    public async Task What_had_failed_before_a_crash_is_charged_as_it_was_written_down()
    {
        var opened = Some.Opened(prompt: 123);
        var failed = Some.Failed(opened, input: 40);
        await using (var store = await Some.Store(_directory))
        {
            await store.Journal.OpenAsync(opened);
            await store.Journal.OpenAsync(opened with { Failed = [failed] });
        }

        for (var start = 0; start < 2; start++)
        {
            await using var store = await Some.Store(_directory);
            var entries = await LedgerRows.EntriesAsync(store.Ledger);
            Assert.Equal(failed, entries[0]);
            Assert.Equal((2, Ending.Crashed, 123L), (entries.Count, entries[1].Ending, entries[1].Usage.Input));
            Assert.Equal(163, await Some.TokensAsync(store, "key-1"));
        }
    }

    [Fact]
    public async Task An_exchange_that_goes_on_in_the_background_is_not_settled_by_the_end_of_its_process()
    {
        var opened = Some.Opened();
        var hold = new BackgroundHold(opened, "resp_1", "openai", "gpt-x", new AccountId("account"));
        await using (var store = await Some.Store(_directory))
        {
            await store.Journal.OpenAsync(opened);
            await store.StoredObjects.KeepAsync([], hold, Some.Token);
        }

        await using (var store = await Some.Store(_directory))
        {
            Assert.Equal(0, store.Report.Recovered);
            Assert.Empty(await LedgerRows.EntriesAsync(store.Ledger));
            Assert.Equal([hold], await store.StoredObjects.HoldsAsync(Some.Token));
            await store.Journal.SettleAsync(Some.Settled(opened));
        }

        // It died before it could release the hold.
        await using var last = await Some.Store(_directory);
        Assert.Equal([Some.Settled(opened)], await LedgerRows.EntriesAsync(last.Ledger));
        Assert.Empty(await last.StoredObjects.HoldsAsync(Some.Token));
    }

    [Fact]
    public async Task Only_the_owner_can_read_what_is_stored()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        await using var store = await Some.Store(_directory);
        var opened = Some.Opened();
        await store.Journal.OpenAsync(opened);
        await store.Journal.SettleAsync(Some.Settled(opened));

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.NotEmpty(_directory.Segments);
        foreach (var file in Directory.EnumerateFiles(_directory.Data, "*", SearchOption.AllDirectories))
            Assert.Equal((file, owner), (file, Mode(file)));
        foreach (var folder in Directory.EnumerateDirectories(_directory.Data, "*", SearchOption.AllDirectories).Append(_directory.Data))
            Assert.Equal((folder, owner | UnixFileMode.UserExecute), (folder, Mode(folder)));
    }

    [Fact]
    public async Task A_second_settlement_is_ignored_and_counted()
    {
        await using var store = await Some.Store(_directory);
        var opened = Some.Opened();
        await store.Journal.SettleAsync(Some.Settled(opened, input: 1));
        await store.Journal.SettleAsync(Some.Settled(opened, input: 2));

        Assert.Equal(1, Assert.Single(await LedgerRows.EntriesAsync(store.Ledger)).Usage.Input);
        Assert.Equal(1, store.Report.DuplicatesIgnored);
    }

    [Fact]
    public async Task Two_gateways_cannot_share_a_data_directory()
    {
        await using (await Some.Store(_directory))
        {
            var error = await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory));
            Assert.Contains("in use by another gateway", error.Message, StringComparison.Ordinal);
        }

        await using var next = await Some.Store(_directory);
    }

    [Fact]
    public async Task The_directory_is_made_for_its_owner_only()
    {
        await using var store = await Some.Store(_directory);

        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Assert.Equal(ownerOnly, File.GetUnixFileMode(_directory.Data));
            Assert.Equal(ownerOnly, File.GetUnixFileMode(_directory.Journals));
        }
    }

    [Fact]
    public async Task A_path_that_cannot_be_a_directory_is_an_error_that_names_it()
    {
        await File.WriteAllTextAsync(_directory.Data, "a file", Some.Token);

        var error = await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory));

        Assert.Contains(_directory.Data, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_is_locked_fails_no_request_and_loses_nothing()
    {
        var entries = Enumerable.Range(0, 50).Select(i => Some.Settled(Some.Opened(), input: i)).ToArray();
        var failures = new List<StoreFailure>();
        var options = Some.SmallSegments with
        {
            OnFailure = failure =>
            {
                lock (failures)
                    failures.Add(failure);
            },
        };
        await using var store = await Some.Store(_directory, options);
        using (var locker = LedgerRows.Connect(LedgerPath))
        {
            using var transaction = locker.BeginTransaction(deferred: false);
            foreach (var entry in entries)
                await store.Journal.SettleAsync(entry);
            Assert.Empty(await LedgerRows.EntriesAsync(store.Ledger));
            while (store.Report.FailuresOf(StorePart.Ledger) < 2)
                await Task.Delay(5, Some.Token);
            transaction.Rollback();
        }

        // The projector finds its way back without being asked for the ledger.
        while ((long)LedgerRows.Query(LedgerPath, "SELECT COUNT(*) FROM entry")[0][0] < entries.Length)
            await Task.Delay(5, Some.Token);
        Assert.Equal(entries.Reverse(), await LedgerRows.EntriesAsync(store.Ledger));
        lock (failures)
            Assert.All(failures, failure => Assert.Equal(StorePart.Ledger, failure.Part));
    }

    [Fact]
    public async Task What_the_ledger_did_not_take_is_there_after_a_restart()
    {
        var entry = Some.Settled(Some.Opened());
        await using (var store = await Some.Store(_directory))
        {
            using var connection = LedgerRows.Connect(LedgerPath);
            using var transaction = connection.BeginTransaction(deferred: false);
            await store.Journal.SettleAsync(entry);
        }

        await using var again = await Some.Store(_directory);
        Assert.Equal([entry], await LedgerRows.EntriesAsync(again.Ledger));
    }

    [Fact]
    public async Task A_lost_watermark_doubles_nothing()
    {
        var entries = Enumerable.Range(0, 5).Select(_ => Some.Settled(Some.Opened())).ToArray();
        await using (var store = await Some.Store(_directory))
        {
            foreach (var entry in entries)
                await store.Journal.SettleAsync(entry);
            await LedgerRows.EntriesAsync(store.Ledger);
        }

        LedgerRows.Execute(LedgerPath, "UPDATE journal SET projected = 0");
        await using var again = await Some.Store(_directory);

        Assert.Equal(entries.Length, (await LedgerRows.EntriesAsync(again.Ledger)).Count);
        Assert.Equal(0, again.Report.DuplicatesIgnored);
        LedgerRows.AssertSumsAreRight(LedgerPath);
    }

    [Fact]
    public async Task A_ledger_that_was_deleted_is_filled_again_from_the_journals_that_are_left()
    {
        var entry = Some.Settled(Some.Opened());
        await using (var store = await Some.Store(_directory))
            await store.Journal.SettleAsync(entry);
        File.Delete(LedgerPath);

        await using var again = await Some.Store(_directory);
        Assert.Equal([entry], await LedgerRows.EntriesAsync(again.Ledger));
    }

    [Fact]
    public async Task A_torn_tail_is_reported()
    {
        await using (var store = await Some.Store(_directory))
            await store.Journal.OpenAsync(Some.Opened());
        var segment = _directory.Segments[^1];
        await using (var file = new FileStream(segment, FileMode.Open))
        {
            // Another byte than the one that stands there: of a checksum, any value can be the right one.
            file.Position = 90;
            var written = (byte)file.ReadByte();
            file.Position = 90;
            file.WriteByte((byte)~written);
        }

        await using var again = await Some.Store(_directory);

        Assert.Equal(80, Assert.Single(again.Report.CutTails).Offset);
        Assert.Equal(0, again.Report.Recovered);
    }
}
