namespace FerroGate.Server.Connections;

/// <summary>
/// A request's body that may not be longer than so many bytes. The server has a limit of its own, which counts the lines between
/// chunks as well.
/// </summary>
/// <param name="inner">The body.</param>
/// <param name="limit">The most bytes.</param>
/// <param name="declared">The length that the client has declared; one that is too long fails at the first read.</param>
/// <param name="deadline">Ends the wait for it.</param>
internal sealed class LimitedBody(Stream inner, long limit, long? declared, CancellationToken deadline) : Stream
{
    private long _read;

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
        if (declared > limit)
            throw TooLarge();

        var count = await ReadInTimeAsync(buffer, cancellationToken);
        _read += count;
        return _read <= limit ? count : throw TooLarge();
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

    private async ValueTask<int> ReadInTimeAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (!deadline.CanBeCanceled)
            return await inner.ReadAsync(buffer, cancellation);

        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, cancellation);
        try
        {
            return await inner.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The request's body did not come in time.", StatusCodes.Status408RequestTimeout);
        }
    }

    private static BadHttpRequestException TooLarge() =>
        new("The request's body is longer than is taken here.", StatusCodes.Status413PayloadTooLarge);
}
