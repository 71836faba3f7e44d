using System.Threading.Channels;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Records;

/// <summary>Request records on their way to a database: they are written in the background, in batches. What does not fit in or cannot be written is dropped and counted.</summary>
internal sealed class RecordQueue : IAsyncDisposable
{
    private const int BatchSize = 256;

    private readonly Func<IReadOnlyList<RequestRecord>, Task> _write;
    private readonly Action<Exception> _onFailure;
    private readonly Channel<RequestRecord> _queue;
    private readonly Task _writer;
    private long _dropped;

    /// <param name="length">How many may wait.</param>
    /// <param name="write">Writes a batch, or throws and has written none of it.</param>
    /// <param name="onFailure">Is told why a batch could not be written; must not throw.</param>
    public RecordQueue(int length, Func<IReadOnlyList<RequestRecord>, Task> write, Action<Exception> onFailure)
    {
        (_write, _onFailure) = (write, onFailure);
        _queue = Channel.CreateBounded<RequestRecord>(new BoundedChannelOptions(length) { SingleReader = true });
        using (ExecutionContext.SuppressFlow())
            _writer = Task.Run(WriteAsync);
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(RequestRecord record)
    {
        if (!_queue.Writer.TryWrite(record))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Writes what is in the queue and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var batch = new List<RequestRecord>(BatchSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var record))
                batch.Add(record);
            try
            {
                await _write(batch);
            }
            catch (Exception failure)
            {
                Interlocked.Add(ref _dropped, batch.Count);
                _onFailure(failure);
            }

            batch.Clear();
        }
    }
}
