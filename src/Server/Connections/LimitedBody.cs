using System.Buffers;
using System.IO.Pipelines;

namespace FerroGate.Server.Connections;

/// <summary>
/// A request's body that may not be longer than so many bytes, nor come later than at some time. The server has a limit of its
/// own, which counts the lines between chunks as well.
/// </summary>
internal sealed class LimitedBody : Stream
{
    // Limits inside of which these are.
    private readonly LimitedBody? _inner;

    // The server's own. When time is over, or nobody reads on, it is told to give up; a read that is merely cancelled would be in
    // its way when it clears the rest of the body off the connection.
    private readonly PipeReader _reader;
    private readonly long _limit;
    private readonly long? _declared;
    private readonly CancellationToken _deadline;
    private readonly CancellationTokenRegistration _givingUp;
    private long _read;

    private LimitedBody(HttpRequest request, long limit, CancellationToken deadline)
    {
        _inner = request.Body as LimitedBody;
        _reader = _inner?._reader ?? request.BodyReader;
        _limit = limit;
        _declared = request.ContentLength;
        _deadline = deadline;
        _givingUp = deadline.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), _reader);
    }

    /// <summary>Puts limits on the body of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="limit">The most bytes; a declared length that is more fails at the first read.</param>
    /// <param name="deadline">Ends the wait for it.</param>
    public static LimitedBody Limit(HttpRequest request, long limit, CancellationToken deadline)
    {
        var body = new LimitedBody(request, limit, deadline);
        request.Body = body;
        return body;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_declared > _limit)
            throw TooLarge();

        var count = await ReadInTimeAsync(buffer, cancellationToken);
        _read += count;
        return _read <= _limit ? count : throw TooLarge();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _givingUp.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            var count = _inner is null ? await ReadFromServerAsync(buffer, cancellation) : await _inner.ReadAsync(buffer, cancellation);

            // Told to give up once, the server gives what it has, and would wait for more the next time.
            return count > 0 && _deadline.IsCancellationRequested ? throw new OperationCanceledException(_deadline) : count;
        }
        catch (OperationCanceledException) when (_deadline.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The request's body did not come in time.", StatusCodes.Status408RequestTimeout);
        }
    }

    private async ValueTask<int> ReadFromServerAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        await using var givingUp = cancellation.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), _reader);
        var result = await _reader.ReadAsync(CancellationToken.None);
        var taken = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, buffer.Length));
        var count = (int)taken.Length;
        taken.CopyTo(buffer.Span);
        _reader.AdvanceTo(taken.End);
        return count > 0 || !result.IsCanceled || result.IsCompleted ? count : throw new OperationCanceledException(cancellation);
    }

    private static BadHttpRequestException TooLarge() =>
        new("The request's body is longer than is taken here.", StatusCodes.Status413PayloadTooLarge);
}
