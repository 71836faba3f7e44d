namespace FerroGate.Server.Ai.Upstreams;

/// <summary>A stream whose beginning was read already, and of which a read may still run.</summary>
/// <param name="inner">The rest.</param>
/// <param name="held">What was read.</param>
/// <param name="pending">A read that runs; <c>null</c> where none does.</param>
/// <param name="arriving">Where that puts what it reads.</param>
internal sealed class HeldStream(Stream inner, ReadOnlyMemory<byte> held, Task<int>? pending, ReadOnlyMemory<byte> arriving) : Stream
{
    // Memory is let go as soon as it was read: a stream may live for hours.
    private ReadOnlyMemory<byte> _held = held;
    private ReadOnlyMemory<byte> _arriving = arriving;
    private Task<int>? _pending = pending;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _held.IsEmpty && _pending is null ? inner.ReadAsync(buffer, cancellationToken) : ReadHeldAsync(buffer, cancellationToken);

    private async ValueTask<int> ReadHeldAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_held.IsEmpty && _pending is { } running)
        {
            // It goes on if this is cancelled: what it reads is there for the next.
            var count = await running.WaitAsync(cancellationToken);
            _pending = null;
            (_held, _arriving) = (_arriving[..count], default);
        }

        var part = Math.Min(_held.Length, buffer.Length);
        _held[..part].CopyTo(buffer);
        _held = part < _held.Length ? _held[part..] : default;
        return part;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _pending?.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        base.Dispose(disposing);
    }
}
