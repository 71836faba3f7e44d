using System.Threading.Channels;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Takes lines from everywhere at once and hands them to its sink, one after the other. Nobody ever waits for it.</summary>
internal sealed class LogOutput : IAsyncDisposable
{
    private const int Waiting = 8_192;

    // A terminal that was stopped, or a pipe that nobody reads, must not keep the process from ending.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly Channel<ReadOnlyMemory<byte>> _lines = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Waiting) { SingleReader = true });

    private readonly CancellationTokenSource _end = new();
    private readonly ILogSink _sink;
    private readonly TimeProvider _clock;
    private readonly Task _writer;
    private long _lost;

    public LogOutput(ILogSink sink, TimeProvider clock)
    {
        _sink = sink;
        _clock = clock;
        _writer = Task.Run(WriteLinesAsync);
    }

    /// <summary>How many lines came faster than they could be written, or could not be written at all.</summary>
    public long Lost => Volatile.Read(ref _lost);

    public void Write(ReadOnlyMemory<byte> line)
    {
        if (!_lines.Writer.TryWrite(line))
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
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or OperationCanceledException)
            {
                // A full disk may have room again for the next line.
                Interlocked.Increment(ref _lost);
            }
        }
    }
}
