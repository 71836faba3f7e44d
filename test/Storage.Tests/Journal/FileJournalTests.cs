using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Journal;

/// <summary>The journal while it is being written, on good disks and bad ones.</summary>
public sealed class FileJournalTests : IDisposable
{
    private readonly JournalWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(DurabilityLevel.Process)]
    [InlineData(DurabilityLevel.Power)]
    [InlineData(DurabilityLevel.Relaxed)]
    public async Task Records_are_read_in_the_order_in_which_they_were_appended(DurabilityLevel durability)
    {
        var expected = new List<object>();
        await using (var journal = _world.Open(durability))
        {
            for (var i = 0; i < 50; i++)
            {
                var opened = Some.Opened(prompt: i);
                var entry = Some.Settled(opened);
                await journal.OpenAsync(opened);
                await journal.SettleAsync(entry);
                expected.AddRange([opened, entry]);
            }
        }

        Assert.Equal(expected, _world.Records());
    }

    [Theory]
    [InlineData(DurabilityLevel.Process)]
    [InlineData(DurabilityLevel.Power)]
    [InlineData(DurabilityLevel.Relaxed)]
    public async Task Nothing_is_lost_or_doubled_when_many_append_at_once(DurabilityLevel durability)
    {
        var opened = Enumerable.Range(0, 4000).Select(i => Some.Opened(prompt: i)).ToArray();
        await using (var journal = _world.Open(durability))
            await Parallel.ForEachAsync(opened, Some.Token, async (exchange, _) => await journal.OpenAsync(exchange));

        Assert.Equal(
            opened.Select(exchange => exchange.PromptEstimate),
            _world.Records().Cast<OpenedExchange>().Select(exchange => exchange.PromptEstimate).Order());
    }

    [Fact]
    public async Task What_waits_is_written_as_one_group()
    {
        await using var journal = _world.Open();
        _world.Disk.Free.Reset();
        _world.Disk.Entered.Reset();
        var first = Task.Run(() => journal.OpenAsync(Some.Opened()), Some.Token);
        _world.Disk.Entered.Wait(Some.Token);
        var before = _world.Disk.Writes;
        var rest = Enumerable.Range(0, 100).Select(_ => journal.OpenAsync(Some.Opened())).ToArray();
        Assert.DoesNotContain(rest, task => task.IsCompleted);
        _world.Disk.Free.Set();
        await Task.WhenAll([first, .. rest]);

        Assert.Equal(2, _world.Disk.Writes - before);
    }

    [Theory]
    [InlineData(DurabilityLevel.Process)]
    [InlineData(DurabilityLevel.Power)]
    [InlineData(DurabilityLevel.Relaxed)]
    public async Task It_is_told_when_all_that_was_noted_is_written(DurabilityLevel durability)
    {
        await using var journal = _world.Open(durability);
        Assert.True(journal.WrittenAsync().IsCompletedSuccessfully);
        _world.Disk.Free.Reset();
        _world.Disk.Entered.Reset();
        _ = journal.OpenAsync(Some.Opened(prompt: 1));
        _world.Disk.Entered.Wait(Some.Token);

        var first = journal.WrittenAsync();
        _ = journal.OpenAsync(Some.Opened(prompt: 2));
        var second = journal.WrittenAsync();

        Assert.False(first.IsCompleted || second.IsCompleted);
        _world.Disk.Free.Set();
        await Task.WhenAll(first, second);
        Assert.Equal([1, 2], _world.Records().Cast<OpenedExchange>().Select(exchange => exchange.PromptEstimate));
        await journal.WrittenAsync();
    }

    [Fact]
    public async Task A_full_segment_is_followed_by_the_next_and_a_group_is_never_split()
    {
        await using (var journal = _world.Open(segmentSize: 1024))
        {
            for (var i = 0; i < 40; i++)
                await journal.OpenAsync(Some.Opened(prompt: i));
        }

        Assert.True(_world.Folder.SegmentsOf(_world.Folder.List()[0]).Count > 5);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => (long)i), _world.Records().Cast<OpenedExchange>().Select(o => o.PromptEstimate));
        Assert.Empty(_world.Scan().CutTails);
    }

    [Fact]
    public async Task A_group_that_is_larger_than_a_segment_gets_a_segment_of_its_size()
    {
        await using (var journal = _world.Open(segmentSize: 256))
            await journal.OpenAsync(Some.Opened() with { Model = new string('m', 5000) });

        Assert.Single(_world.Records());
    }

    [Fact]
    public async Task A_record_over_the_limit_fails_alone()
    {
        await using var journal = _world.Open();
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => journal.OpenAsync(Some.Opened() with { Model = new string('m', 2 << 20) }));
        await journal.OpenAsync(Some.Opened());

        Assert.True(journal.IsAvailable);
        Assert.Single(_world.Records());
    }

    [Fact]
    public async Task A_write_that_fails_at_any_byte_leaves_nothing_of_its_record()
    {
        await using var journal = _world.Open();
        var kept = Some.Opened(prompt: 1);
        await journal.OpenAsync(kept);
        for (var bytes = 0; bytes < 150; bytes += 7)
        {
            _world.Disk.BytesLeft = bytes;
            var failure = await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.SettleAsync(Some.Settled(kept)));
            Assert.Contains("No space left", failure.Message, StringComparison.Ordinal);
            Assert.False(journal.IsAvailable);
            _world.Disk.BytesLeft = null;
        }

        var after = Some.Settled(kept, input: 77);
        await journal.SettleAsync(after);

        Assert.True(journal.IsAvailable);
        Assert.Equal([kept, after], _world.Records());
        Assert.NotEmpty(_world.Failures);
    }

    [Fact]
    public async Task A_record_whose_flush_failed_does_not_come_back_after_a_crash()
    {
        var journal = _world.Open(DurabilityLevel.Power);
        await journal.OpenAsync(Some.Opened(prompt: 1));
        _world.Disk.FlushFails = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.OpenAsync(Some.Opened(prompt: 2)));

        Assert.Equal(1, Assert.Single(_world.Scan().Unsettled).PromptEstimate);
        _world.Disk.FlushFails = false;
        await journal.DisposeAsync();
    }

    [Fact]
    public async Task A_disk_that_has_room_again_is_noticed_without_anybody_writing()
    {
        var clock = new FakeTimeProvider();
        await using var journal = _world.Open(segmentSize: 1024, clock: clock);
        _world.Disk.CreateFails = true;
        while (journal.IsAvailable)
            await journal.OpenAsync(Some.Opened()).ContinueWith(_ => { }, TaskScheduler.Default);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(journal.IsAvailable);

        _world.Disk.CreateFails = false;
        await IsNoticed(journal, clock);

        await journal.OpenAsync(Some.Opened());
    }

    [Fact]
    public async Task On_a_full_disk_what_runs_is_settled_and_nothing_begins_until_there_is_room_for_both()
    {
        var clock = new FakeTimeProvider();
        await using var journal = _world.Open(segmentSize: 16 * 1024, clock: clock);
        var running = Enumerable.Range(0, 20).Select(i => Some.Opened(prompt: i)).ToList();
        foreach (var exchange in running)
            await journal.OpenAsync(exchange);
        _world.Disk.CreateFails = true;

        var begun = 0;
        for (; journal.IsAvailable; begun++)
            await journal.OpenAsync(Some.Opened());
        foreach (var exchange in running)
            await journal.SettleAsync(Some.Settled(exchange));

        var refused = await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.OpenAsync(Some.Opened()));
        Assert.Contains("The disk is full", refused.Message, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(journal.IsAvailable);
        Assert.Equal(running.Select(exchange => exchange.ExchangeId), _world.Entries().Select(entry => entry.ExchangeId));
        Assert.Equal(running.Count + begun, _world.Records().OfType<OpenedExchange>().Count());

        _world.Disk.CreateFails = false;
        await IsNoticed(journal, clock);
        await journal.OpenAsync(Some.Opened());
        Assert.True(File.Exists(_world.Folder.Reserve));
    }

    [Fact]
    public async Task A_journal_that_begins_on_a_full_disk_settles_what_crashed_and_takes_nothing_new()
    {
        var clock = new FakeTimeProvider();
        await using (_world.Open(clock: clock))
        {
        }

        _world.Disk.CreateFails = true;
        await using var journal = _world.Open(clock: clock);

        await journal.SettleAsync(Some.Settled(Some.Opened()));
        Assert.False(journal.IsAvailable);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.OpenAsync(Some.Opened()));
        Assert.Single(_world.Entries());
    }

    [Fact]
    public async Task A_journal_that_was_removed_takes_nothing_until_it_is_back()
    {
        var clock = new FakeTimeProvider();
        await using var journal = _world.Open(clock: clock);
        await journal.OpenAsync(Some.Opened());
        Directory.Move(_world.Journals, _world.Journals + "-away");
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.False(journal.IsAvailable);
        Assert.Equal(StorePart.Journal, Assert.Single(_world.Failures).Part);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.OpenAsync(Some.Opened()));

        Directory.Move(_world.Journals + "-away", _world.Journals);
        await IsNoticed(journal, clock);

        await journal.OpenAsync(Some.Opened());
    }

    [Fact]
    public async Task A_relaxed_journal_keeps_what_the_disk_did_not_take()
    {
        var clock = new FakeTimeProvider();
        var journal = _world.Open(DurabilityLevel.Relaxed, clock: clock);
        _world.Disk.BytesLeft = 10;
        for (var i = 0; i < 10; i++)
            await journal.OpenAsync(Some.Opened(prompt: i));
        await Until(() => !journal.IsAvailable);
        Assert.Empty(_world.Records());
        var written = journal.WrittenAsync();
        Assert.False(written.IsCompleted);

        _world.Disk.BytesLeft = null;
        clock.Advance(TimeSpan.FromSeconds(1));
        await written;
        Assert.True(journal.IsAvailable);
        await journal.DisposeAsync();

        Assert.Equal(Enumerable.Range(0, 10).Select(i => (long)i), _world.Records().Cast<OpenedExchange>().Select(o => o.PromptEstimate));
    }

    [Fact]
    public async Task A_closed_journal_takes_nothing_more()
    {
        var journal = _world.Open();
        await journal.DisposeAsync();

        await Assert.ThrowsAsync<JournalUnavailableException>(() => journal.OpenAsync(Some.Opened()));
    }

    [Fact]
    public void Journals_sort_by_start_even_when_the_clock_is_set_back()
    {
        var clock = new FakeTimeProvider(Some.Moment) { AutoAdvanceAmount = TimeSpan.Zero };
        var first = JournalId.After(null, clock);
        var second = JournalId.After(first, new FakeTimeProvider(Some.Moment.AddDays(-1)));
        var third = JournalId.After(second, clock);

        Assert.True(first.CompareTo(second) < 0);
        Assert.True(second.CompareTo(third) < 0);
    }

    // A writer that failed is told of it before the journal is done with its turn; a look in between is left to the next.
    private static Task IsNoticed(FileJournal journal, FakeTimeProvider clock) => Until(() =>
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return journal.IsAvailable;
    });

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(1, Some.Token);
    }
}
