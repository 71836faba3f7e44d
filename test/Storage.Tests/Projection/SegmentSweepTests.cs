using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Projection;

/// <summary>When a journal segment may go.</summary>
public sealed class SegmentSweepTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string LedgerPath => Path.Combine(_directory.Data, "ledger.db");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Full_segments_go_when_their_entries_are_in_the_ledger_and_the_live_one_stays()
    {
        await using var store = await Some.Store(_directory);
        await SettleAsync(store, 100);

        await UntilSegmentsAre(1);
        Assert.DoesNotContain("000001.journal", _directory.Segments[0], StringComparison.Ordinal);
        Assert.Equal(100, (await LedgerRows.EntriesAsync(store.Ledger)).Count);
    }

    [Fact]
    public async Task An_open_exchange_holds_its_segment_and_all_younger_ones()
    {
        await using var store = await Some.Store(_directory);
        await SettleAsync(store, 30);
        await UntilSegmentsAre(1);
        var opened = Some.Opened();
        await store.Journal.OpenAsync(opened);
        await SettleAsync(store, 100);
        await LedgerRows.EntriesAsync(store.Ledger);

        // One more group passes through the projector, which sweeps after it.
        await SettleAsync(store, 1);
        await UntilProjectedAsync(131);
        Assert.True(_directory.Segments.Count > 5);

        await store.Journal.SettleAsync(Some.Settled(opened));
        await UntilSegmentsAre(1);
    }

    [Fact]
    public async Task Nothing_goes_while_the_ledger_cannot_be_checkpointed()
    {
        await using var store = await Some.Store(_directory);
        int segments;
        using (var reader = LedgerRows.Connect(LedgerPath))
        {
            using var transaction = reader.BeginTransaction(deferred: true);
            using var command = reader.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM entry";
            command.ExecuteScalar();
            await SettleAsync(store, 100);
            await UntilProjectedAsync(100);
            segments = _directory.Segments.Count;
        }

        Assert.True(segments > 5);
        await SettleAsync(store, 1);
        await UntilSegmentsAre(1);
    }

    [Fact]
    public async Task Nothing_goes_while_the_ledger_takes_no_entries()
    {
        await using var store = await Some.Store(_directory);
        using (var locker = LedgerRows.Connect(LedgerPath))
        {
            using var transaction = locker.BeginTransaction(deferred: false);
            await SettleAsync(store, 100);
            while (store.Report.FailuresOf(StorePart.Ledger) == 0)
                await Task.Delay(5, Some.Token);
            Assert.True(_directory.Segments.Count > 5);
        }

        await UntilSegmentsAre(1);
    }

    [Fact]
    public async Task The_journals_of_earlier_starts_go_at_the_next_start()
    {
        for (var start = 0; start < 4; start++)
        {
            await using var store = await Some.Store(_directory);
            await SettleAsync(store, 20);
            await store.Journal.OpenAsync(Some.Opened());
        }

        await using var last = await Some.Store(_directory);

        Assert.Single(_directory.Segments);
        Assert.Single(Directory.GetDirectories(_directory.Journals));
        Assert.Equal(84, (await LedgerRows.EntriesAsync(last.Ledger)).Count);
    }

    private static async Task SettleAsync(LocalStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var opened = Some.Opened();
            await store.Journal.OpenAsync(opened);
            await store.Journal.SettleAsync(Some.Settled(opened));
        }
    }

    private async Task UntilSegmentsAre(int count)
    {
        while (_directory.Segments.Count != count)
            await Task.Delay(5, Some.Token);
    }

    private async Task UntilProjectedAsync(int count)
    {
        while ((long)LedgerRows.Query(LedgerPath, "SELECT COUNT(*) FROM entry")[0][0] < count)
            await Task.Delay(5, Some.Token);
    }
}
