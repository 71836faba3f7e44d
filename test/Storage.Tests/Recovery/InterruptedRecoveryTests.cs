using FerroGate.Core.Exchanges;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Recovery;

/// <summary>A start that itself breaks off, at any point, again and again.</summary>
public sealed class InterruptedRecoveryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string LedgerPath => Path.Combine(_directory.Data, "ledger.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Each_open_exchange_is_settled_once_however_often_its_recovery_dies()
    {
        var prompts = await LeaveOpenAsync(20);

        // Each attempt gets a little further, first in its header and then in the settlements, and leaves what it wrote.
        var deaths = 0;
        for (var bytes = 0; await DiesAsync(bytes); bytes += 60)
            deaths++;

        Assert.InRange(deaths, 5, 60);
        await AssertSettledOnceAsync(prompts);
    }

    [Fact]
    public async Task Each_open_exchange_is_settled_once_when_the_ledger_took_nothing_at_first()
    {
        var prompts = await LeaveOpenAsync(20);
        using (var locker = LedgerRows.Connect(LedgerPath))
        {
            using var transaction = locker.BeginTransaction(deferred: false);
            for (var start = 0; start < 2; start++)
                await Assert.ThrowsAsync<StoreException>(() => Some.Store(_directory));
        }

        await AssertSettledOnceAsync(prompts);
    }

    private async Task<IReadOnlyList<long>> LeaveOpenAsync(int count)
    {
        await using var store = await Some.Store(_directory);
        for (var i = 0; i < count; i++)
            await store.Journal.OpenAsync(Some.Opened(prompt: i));
        return [.. Enumerable.Range(0, count).Select(i => (long)i)];
    }

    private async Task<bool> DiesAsync(int bytes)
    {
        try
        {
            await (await Some.Store(_directory, Some.SmallSegments with { Files = new DyingFiles(bytes) })).DisposeAsync();
            return false;
        }
        catch (StoreException)
        {
            return true;
        }
    }

    private async Task AssertSettledOnceAsync(IReadOnlyList<long> prompts)
    {
        for (var start = 0; start < 2; start++)
        {
            await using var store = await Some.Store(_directory);
            var entries = await LedgerRows.EntriesAsync(store.Ledger);
            Assert.Equal(prompts, entries.Select(entry => entry.Usage.Input!.Value).Order());
            Assert.All(entries, entry => Assert.Equal(Ending.Crashed, entry.Ending));
            Assert.Equal(0, store.Report.DuplicatesIgnored);
        }

        LedgerRows.AssertSumsAreRight(LedgerPath);
    }
}
