using FerroGate.Core.Exchanges;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Recovery;

/// <summary>A start that itself breaks off, at any point, again and again.</summary>
public sealed class InterruptedRecoveryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_open_exchange_is_settled_once_however_often_its_recovery_breaks_off()
    {
        var opened = Enumerable.Range(0, 20).Select(i => Some.Opened(prompt: i)).ToArray();
        await using (var store = await Some.Store(_directory))
        {
            foreach (var exchange in opened)
                await store.Journal.OpenAsync(exchange);
        }

        // The first writes of a start are the header of its journal and then the settlements, one after the other.
        for (var writes = 0; writes < 4; writes++)
        {
            var disk = new DyingFiles(writes);
            await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory, Some.SmallSegments with { Files = disk }));
        }

        // And here the ledger does not take them.
        using (var locker = LedgerRows.Connect(Path.Combine(_directory.Data, "ledger.db")))
        {
            using var transaction = locker.BeginTransaction(deferred: false);
            await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory));
        }

        for (var start = 0; start < 2; start++)
        {
            await using var store = await Some.Store(_directory);
            var entries = await LedgerRows.EntriesAsync(store.Ledger);
            Assert.Equal(opened.Select(exchange => exchange.PromptEstimate), entries.Select(entry => entry.Usage.Input!.Value).Order());
            Assert.All(entries, entry => Assert.Equal(Ending.Crashed, entry.Ending));
            Assert.Equal(0, store.Report.DuplicatesIgnored);
        }

        LedgerRows.AssertSumsAreRight(Path.Combine(_directory.Data, "ledger.db"));
    }
}
