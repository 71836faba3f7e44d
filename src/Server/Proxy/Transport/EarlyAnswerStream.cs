using System.Net.Sockets;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>
/// A connection of HTTP/1.1 on which an answer is heard although the upstream has stopped listening: one that refuses an upload
/// answers and closes, and then the rest of the request can go nowhere (RFC 9112, section 9.6). What cannot be sent any more is let
/// go if the answer is there already; without one the failure is told.
/// </summary>
internal sealed class EarlyAnswerStream(Socket socket) : Stream
{
    private readonly NetworkStream _inner = new(socket, ownsSocket: true);
    private bool _isDeaf;

    /// <summary>Over HTTP/2 both sides are always heard, and what cannot be sent is a failure.</summary>
    public bool IsOfHttp2 { get; set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => _inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => _inner.Read(buffer, offset, count);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isDeaf)
            return ValueTask.CompletedTask;

        var writing = _inner.WriteAsync(buffer, cancellationToken);
        return writing.IsCompletedSuccessfully ? ValueTask.CompletedTask : EndAsync(writing);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();

        base.Dispose(disposing);
    }

    private async ValueTask EndAsync(ValueTask writing)
    {
        try
        {
            await writing;
        }
        catch (IOException) when (!IsOfHttp2 && socket.Available > 0)
        {
            _isDeaf = true;
        }
    }
}
