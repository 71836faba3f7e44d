using System.Threading.Channels;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Takes lines from everywhere at once and hands them to its sink, one after the other. Nobody ever waits for it.</summary>
internal sealed class LogOutput : IAsyncDisposable
{
    private const int Waiting = 8_192;
    private const long WaitingBytes = 64 * 1024 * 1024;

    // A terminal that was stopped, or a pipe that nobody reads, must not keep the process from ending.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<ReadOnlyMemory<byte>> _lines = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly CancellationTokenSource _end = new();
    private readonly ILogSink _sink;
    private readonly TimeProvider _clock;
    private readonly Task _writer;
    private readonly Action<Exception> _failed;
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

    public void Write(ReadOnlyMemory<byte> line)
    {
        if (Interlocked.Add(ref _waitingBytes, line.Length) <= WaitingBytes && _lines.Writer.TryWrite(line))
            return;

        Interlocked.Add(ref _waitingBytes, -line.Length);
        Interlocked.Increment(ref _lost);
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writer.WaitAsync(LastWords, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _end.CancelAsync();
        if (_writer.IsCompleted)
        {
            await _sink.DisposeAsync().AsTask().WaitAsync(LastWords, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _end.Dispose();
        }
    }

    private async Task WriteLinesAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync())
        {
            try
            {
                await _sink.WriteAsync(line, _end.Token);
                if (!_lines.Reader.TryPeek(out _))
                    await _sink.FlushAsync(_end.Token);
            }
            catch (Exception exception) // Whatever it is, the next line may fare better: a full disk may have room again.
            {
                Interlocked.Increment(ref _lost);
                _failed(exception);
            }
            finally
            {
                Interlocked.Add(ref _waitingBytes, -line.Length);
            }
        }
    }
}
