using System.Threading.Channels;
using FerroGate.Core.Records;

namespace FerroGate.Storage.Records;

/// <summary>
/// Request records on their way to a database: they are written in the background, in batches of what comes within a moment. What does not fit in or
/// cannot be written is dropped and counted.
/// </summary>
internal sealed class RecordQueue : IAsyncDisposable
{
    private const int BatchSize = 256;

    // A transaction for each record would cost more than all else that is done for it; who looks at the newest does not see that they are so much older.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly Func<IReadOnlyList<RequestRecord>, Task> _write;
    private readonly Action<Exception> _onFailure;
    private readonly TimeProvider _clock;
    private readonly Channel<RequestRecord> _queue;
    private readonly Signal _enough = new();
    private readonly int _enoughAt;
    private readonly Task _writer;
    private long _dropped;
    private int _waiting;
    private volatile bool _isEnding;

    /// <param name="length">How many may wait.</param>
    /// <param name="write">Writes a batch, or throws and has written none of it.</param>
    /// <param name="onFailure">Is told why a batch could not be written; must not throw.</param>
    /// <param name="clock">The clock.</param>
    public RecordQueue(int length, Func<IReadOnlyList<RequestRecord>, Task> write, Action<Exception> onFailure, TimeProvider clock)
    {
        (_write, _onFailure, _clock, _enoughAt) = (write, onFailure, clock, Math.Min(BatchSize, length));
        _queue = Channel.CreateBounded<RequestRecord>(new BoundedChannelOptions(length) { SingleReader = true });
        using (ExecutionContext.SuppressFlow())
            _writer = Task.Run(WriteAsync);
    }

    public long Dropped => Interlocked.Read(ref _dropped);

    public void Add(RequestRecord record)
    {
        if (!_queue.Writer.TryWrite(record))
            Interlocked.Increment(ref _dropped);
        else if (Interlocked.Increment(ref _waiting) == _enoughAt)
            _enough.Set();
    }

    /// <summary>Writes what is in the queue and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        _queue.Writer.TryComplete();
        _enough.Set();
        await _writer;
    }

    private async Task WriteAsync()
    {
        var batch = new List<RequestRecord>(BatchSize);
        while (await _queue.Reader.WaitToReadAsync())
        {
            await GatherAsync();
            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var record))
                batch.Add(record);
            Interlocked.Add(ref _waiting, -batch.Count);
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

    private async Task GatherAsync()
    {
        if (_isEnding || Volatile.Read(ref _waiting) >= _enoughAt)
            return;

        using var gathered = new CancellationTokenSource();
        await Task.WhenAny(Task.Delay(Gathering, _clock, gathered.Token), _enough.WaitAsync(gathered.Token));
        await gathered.CancelAsync();
    }
}
