using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>
/// A connection of HTTP/1.1 on which an answer is heard before its request was sent. The client of the runtime reads it only after
/// that; so one that refuses an upload ends the upload here (RFC 9112, section 9.3): the rest is let go, whether the upstream has
/// closed, reads no more, or the client waits.
/// </summary>
internal sealed class EarlyAnswerStream(Stream inner) : Stream
{
    private const int BufferSize = 4096;
    private const int FirstRefusal = 300;

    // Acquired before what follows is touched: a request is sent while its answer is read.
    private readonly Lock _lock = new();
    private Passage? _passage;
    private bool _isDeaf;
    private bool _hasHeard;
    private bool _hasEnded;

    // The runtime's client is reading, and who waits for that.
    private bool _isBusy;
    private TaskCompletionSource? _whenFree;

    // What was read before the client asked, and what reads it.
    private Task? _listening;
    private ReadOnlyMemory<byte> _read;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Begins to listen for an answer, for as long as the request has nothing to send or cannot be sent.</summary>
    public void Listen()
    {
        lock (_lock)
        {
            if (!_isBusy && !_hasHeard && !_hasEnded)
                _listening ??= ListenAsync();
        }
    }

    /// <summary>Tells the upstream that nothing more comes; what it sends is read on.</summary>
    public async Task FinishAsync()
    {
        if (inner is SslStream secure)
            await secure.ShutdownAsync();
        else if (inner is NetworkStream plain)
            plain.Socket.Shutdown(SocketShutdown.Send);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            if (_listening is not null)
                return TakeAsync(_listening, buffer, cancellationToken);

            _isBusy = true;
        }

        return EndReadAsync(inner.ReadAsync(buffer, cancellationToken), buffer);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Connections are read asynchronously.");

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var passage = Passage.Current;
        lock (_lock)
        {
            // What was promised to the upstream is not whole, so this is its last request.
            if (_isDeaf)
                return passage == _passage ? ValueTask.CompletedTask : throw new IOException("Half of a request was sent here.");

            if (passage is null)
                return inner.WriteAsync(buffer, cancellationToken);

            if (passage != _passage)
            {
                (_passage, _hasHeard, _hasEnded) = (passage, false, false);
                passage.Connection = this;
            }
        }

        // The runtime's client gives no token: it closes the connection.
        var writing = inner.WriteAsync(buffer, passage.Refused);
        if (writing.IsCompletedSuccessfully)
            return ValueTask.CompletedTask;

        // What is not taken at once may be refused, and then nobody takes it ever.
        Listen();
        return EndWriteAsync(writing, passage);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Connections are written asynchronously.");

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();

        base.Dispose(disposing);
    }

    private async ValueTask EndWriteAsync(ValueTask writing, Passage passage)
    {
        try
        {
            await writing;
        }
        catch (OperationCanceledException) when (passage.Refused.IsCancellationRequested)
        {
            // The answer is there.
        }
        catch (IOException)
        {
            if (!await IsAnsweredAsync())
                throw;

            lock (_lock)
                _isDeaf = true;

            passage.Refuse();
        }
    }

    // Of a connection that can be written no more there is little left to read, and that soon.
    private async Task<bool> IsAnsweredAsync()
    {
        while (true)
        {
            Task reading;
            lock (_lock)
            {
                if (_hasHeard || _hasEnded)
                    return _hasHeard;

                reading = _isBusy
                    ? (_whenFree ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                    : _listening ??= ListenAsync();
            }

            await reading;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> EndReadAsync(ValueTask<int> reading, Memory<byte> buffer)
    {
        var count = 0;
        var hasEnded = true;
        try
        {
            count = await reading;
            hasEnded = count == 0 && buffer.Length > 0;
        }
        finally
        {
            lock (_lock)
            {
                _isBusy = false;
                _hasEnded |= hasEnded;
                if (Hear(buffer.Span[..count]) is { } last)
                {
                    (_read, _listening) = (last, Task.CompletedTask);
                    count = Take(buffer);
                }

                _whenFree?.TrySetResult();
                _whenFree = null;
            }
        }

        return count;
    }

    // Never fails: who reads next comes upon what is wrong.
    private async Task ListenAsync()
    {
        byte[]? buffer = null;
        var count = 0;
        try
        {
            while (true)
            {
                // No memory is held for an upstream that says nothing.
                _ = await inner.ReadAsync(Memory<byte>.Empty);
                buffer ??= new byte[BufferSize];
                var read = await inner.ReadAsync(buffer.AsMemory(count));
                count += read;
                lock (_lock)
                {
                    _hasEnded |= read == 0;
                    _read = Hear(buffer.AsSpan(0, count)) ?? buffer.AsMemory(0, count);
                    _hasHeard |= count == buffer.Length;
                    if (read == 0 || _hasHeard)
                        return;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            lock (_lock)
                _hasEnded = true;
        }
    }

    private async ValueTask<int> TakeAsync(Task listening, Memory<byte> buffer, CancellationToken cancellation)
    {
        await listening.WaitAsync(cancellation);
        lock (_lock)
        {
            if (_read.Length > 0)
                return Take(buffer);

            _listening = null;
        }

        return await ReadAsync(buffer, cancellation);
    }

    private int Take(Memory<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _read.Length);
        _read[..count].CopyTo(buffer);
        _read = _read[count..];
        if (_read.IsEmpty)
            _listening = null;

        return count;
    }

    // What is read instead, where an answer refuses the rest of its request: the runtime's client must not use the connection again.
    private byte[]? Hear(ReadOnlySpan<byte> bytes)
    {
        if (_passage is not { } passage || _hasHeard)
            return null;

        var start = AnswerStart.Read(bytes);
        _hasHeard = start.HasBegun;
        if (start.Status < FirstRefusal || passage.IsOver)
            return null;

        _isDeaf = true;
        passage.Refuse();
        return [.. bytes[..start.LineEnd], .. "connection: close\r\n"u8, .. bytes[start.LineEnd..]];
    }
}
