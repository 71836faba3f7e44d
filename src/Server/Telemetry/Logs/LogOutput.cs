using System.Buffers;
using System.Threading.Channels;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Takes lines from everywhere at once and hands them to its sink, one after the other. Nobody ever waits for it.</summary>
internal sealed class LogOutput : IAsyncDisposable
{
    private const int Waiting = 8_192;
    private const long WaitingBytes = 64 * 1024 * 1024;

    // More is not gathered.
    private const long Enough = 256 * 1024;

    // A terminal that was stopped, or a pipe that nobody reads, must not keep the process from ending.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    // A write and a thread that wakes up for it take more than the making of a line, so lines of requests wait for others.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly Channel<ReadOnlyMemory<byte>> _lines = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly CancellationTokenSource _end = new();
    private readonly ILogSink _sink;
    private readonly TimeProvider _clock;
    private readonly Task _writer;
    private readonly Action<Exception> _failed;
    private readonly ArrayBufferWriter<byte> _together = new();
    private volatile TaskCompletionSource _hurry = NewHurry();
    private volatile bool _isEnding;
    private long _lost;
    private long _waitingBytes;

    /// <param name="sink">Where lines go in the end.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="failed">Hears why a line could not be written.</param>
    public LogOutput(ILogSink sink, TimeProvider clock, Action<Exception> failed)
    {
        _sink = sink;
        _clock = clock;
        _failed = failed;
        _writer = Task.Run(WriteLinesAsync);
    }

    /// <summary>How many lines came faster than they could be written, or could not be written at all.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Takes a line that is written at once.</summary>
    public void Write(ReadOnlyMemory<byte> line)
    {
        Gather(line);
        _hurry.TrySetResult();
    }

    /// <summary>Takes one of many lines: for a moment it waits for others to be written with.</summary>
    public void Gather(ReadOnlyMemory<byte> line)
    {
        var waiting = Interlocked.Add(ref _waitingBytes, line.Length);
        if (waiting > WaitingBytes || !_lines.Writer.TryWrite(line))
        {
            Interlocked.Add(ref _waitingBytes, -line.Length);
            Interlocked.Increment(ref _lost);
        }
        else if (waiting > Enough)
        {
            _hurry.TrySetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isEnding = true;
        _lines.Writer.TryComplete();
        _hurry.TrySetResult();
        await _writer.WaitAsync(LastWords, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        if (_writer.IsCompleted)
        {
            await _sink.DisposeAsync().AsTask().WaitAsync(LastWords, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }
    }

    private static TaskCompletionSource NewHurry() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task WriteLinesAsync()
    {
        while (await _lines.Reader.WaitToReadAsync())
        {
            await WaitForOthersAsync();
            while (_lines.Reader.TryRead(out var line))
                await WriteAsync(line);
        }
    }

    private async Task WaitForOthersAsync()
    {
        if (!_isEnding)
        {
            using var gathered = new CancellationTokenSource();
            await Task.WhenAny(_hurry.Task, Task.Delay(Gathering, _clock, gathered.Token));
            await gathered.CancelAsync();
        }

        // Before the lines are taken: whoever hurries from now on may have come too late for these.
        if (_hurry.Task.IsCompleted)
            _hurry = NewHurry();
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> line)
    {
        var (lines, count) = WithOthers(line);
        try
        {
            await _sink.WriteAsync(lines, _end.Token);
        }
        catch (Exception exception) // Whatever it is, the next line may fare better: a full disk may have room again.
        {
            Interlocked.Add(ref _lost, count);
            _failed(exception);
        }
        finally
        {
            Interlocked.Add(ref _waitingBytes, -lines.Length);
        }
    }

    // As many whole lines as the sink takes at once.
    private (ReadOnlyMemory<byte> Lines, int Count) WithOthers(ReadOnlyMemory<byte> line)
    {
        if (!HasRoom(line.Length))
            return (line, 1);

        var count = 1;
        _together.ResetWrittenCount();
        _together.Write(line.Span);
        while (HasRoom(_together.WrittenCount) && _lines.Reader.TryRead(out var other))
        {
            _together.Write(other.Span);
            count++;
        }

        return (_together.WrittenMemory, count);

        bool HasRoom(int length) => _lines.Reader.TryPeek(out var next) && length + next.Length <= _sink.MostAtOnce;
    }
}
