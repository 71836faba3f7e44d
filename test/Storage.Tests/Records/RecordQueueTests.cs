using System.Threading.Channels;
using FerroGate.Core.Records;
using FerroGate.Storage.Records;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Records;

/// <summary>Records are written together: those of a moment, or as many as fit into a batch.</summary>
public sealed class RecordQueueTests
{
    private const int Batch = 256;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider _clock = new(Some.Moment);
    private readonly Channel<string[]> _batches = Channel.CreateUnbounded<string[]>();
    private readonly List<Exception> _failures = [];

    [Fact]
    public async Task What_comes_within_a_moment_is_written_at_once()
    {
        await using var queue = Queue();
        queue.Add(Some.Record(1));
        queue.Add(Some.Record(2));
        Assert.False(_batches.Reader.TryPeek(out _));

        Assert.Equal(["request-1", "request-2"], await NextAsync());
    }

    [Fact]
    public async Task A_full_batch_does_not_wait()
    {
        await using var queue = Queue();
        for (var number = 0; number < Batch; number++)
            queue.Add(Some.Record(number));

        var batches = await ReadAsync(Batch);

        Assert.All(batches, batch => Assert.InRange(batch.Length, 1, Batch));
        Assert.Equal(Batch, batches.Sum(batch => batch.Length));
    }

    [Fact]
    public async Task The_end_does_not_wait_and_loses_none()
    {
        var queue = Queue();
        queue.Add(Some.Record(1));

        await queue.DisposeAsync().AsTask().WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(["request-1"], await _batches.Reader.ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_cannot_be_written_is_counted_and_the_next_is_tried()
    {
        var mayFail = true;
        var queue = new RecordQueue(1_000, batch => mayFail ? throw new IOException("full") : WriteAsync(batch), _failures.Add, TimeProvider.System);
        queue.Add(Some.Record(1));
        await Patience.UntilAsync(() => Task.FromResult(queue.Dropped), dropped => dropped == 1, "a dropped record");

        mayFail = false;
        queue.Add(Some.Record(2));
        await queue.DisposeAsync();

        Assert.Equal(["request-2"], await _batches.Reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal((1, 1L), (_failures.Count, queue.Dropped));
    }

    private RecordQueue Queue() => new(1_000, WriteAsync, _failures.Add, _clock);

    private Task WriteAsync(IReadOnlyList<RequestRecord> batch) => _batches.Writer.WriteAsync([.. batch.Select(record => record.RequestId)]).AsTask();

    // The queue may not wait yet when the clock moves first.
    private async Task<string[]> NextAsync()
    {
        await Patience.UntilAsync(
            () =>
            {
                _clock.Advance(Moment);
                return Task.FromResult(_batches.Reader.Count);
            },
            count => count > 0,
            "a batch");
        return await _batches.Reader.ReadAsync();
    }

    private async Task<List<string[]>> ReadAsync(int records)
    {
        var batches = new List<string[]>();
        using var patience = new CancellationTokenSource(Patience.Limit);
        while (batches.Sum(batch => batch.Length) < records)
            batches.Add(await _batches.Reader.ReadAsync(patience.Token));
        return batches;
    }
}
