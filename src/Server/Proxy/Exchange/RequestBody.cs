using System.IO.Pipelines;
using System.Net;
using FerroGate.Server.Proxy.Transport;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>The client's body on its way to an upstream: read as fast as the upstream takes it, and never kept.</summary>
/// <param name="request">The request.</param>
/// <param name="buffered">What was read of it already; all of it where <paramref name="isWhole"/>.</param>
/// <param name="isWhole">Nothing more comes.</param>
/// <param name="writeTimeout">How long the upstream may take nothing.</param>
internal sealed class RequestBody(HttpRequest request, ReadOnlyMemory<byte> buffered, bool isWhole, TimeSpan? writeTimeout) : HttpContent
{
    // Who promises more than this has to send it: making it up takes a round for each piece.
    private const long MostFilled = 1L << 40;

    // A piece that the upstream must begin to take and end in the time that it has.
    private const int MostTimed = 64 * 1024;

    // What was promised must be there for the runtime's client, and goes nowhere.
    private static readonly byte[] Filler = new byte[1 << 20];

    private readonly CancellationTokenSource _stop = new();
    private Passage? _passage;
    private long _sent;

    // Acquired before what follows is touched: where the client waits for a 100, the body may be asked for while it is stopped.
    private readonly Lock _lock = new();
    private bool _isStopped;
    private TaskCompletionSource? _running;

    /// <summary>Bytes of the client have been taken that cannot be had again.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What reading from the client has come to; <c>null</c> where it went well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty => isWhole && buffered.IsEmpty;

    /// <summary>Called when the last byte is with the upstream.</summary>
    public Action? WhenSent { get; init; }

    /// <summary>Sends the request that this is the body of.</summary>
    public async Task<HttpResponseMessage> SendWithAsync(HttpMessageInvoker client, HttpRequestMessage message, CancellationToken cancellation)
    {
        _passage = Passage.Begin();
        return await client.SendAsync(message, cancellation);
    }

    /// <summary>Reads no further in the client's request; completes when that is sure.</summary>
    public async Task StopAsync()
    {
        Task running;
        lock (_lock)
        {
            _isStopped = true;
            if (_running is null)
                return;

            running = _running.Task;
        }

        await _stop.CancelAsync();
        await running;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isStopped)
                throw new OperationCanceledException();

            _running = running;
        }

        try
        {
            await SendAsync(stream, cancellationToken);
        }
        finally
        {
            running.SetResult();
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();

        base.Dispose(disposing);
    }

    private async Task SendAsync(Stream stream, CancellationToken sending)
    {
        var refused = MayBeCut ? _passage!.Refused : CancellationToken.None;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(sending, _stop.Token, refused);
        try
        {
            await WriteAsync(stream, buffered, over.Token);
            if (!isWhole)
            {
                HasBegun = true;
                await CopyAsync(stream, over);
            }

            await stream.FlushAsync(over.Token);
        }
        catch (OperationCanceledException) when (refused.IsCancellationRequested && !sending.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            await FillAsync(stream);
        }

        _passage?.IsOver = true;
        WhenSent?.Invoke();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = isWhole ? buffered.Length : request.ContentLength ?? 0;
        return isWhole || request.ContentLength is not null;
    }

    private bool MayBeCut => _passage is not null && (!TryComputeLength(out var length) || length <= MostFilled);

    private async Task CopyAsync(Stream stream, CancellationTokenSource over)
    {
        var reader = request.BodyReader;
        while (true)
        {
            // Whoever waits for the rest of a message that comes bit by bit shall have what is there, and may answer that.
            var reading = ReadAsync(reader, over.Token);
            if (!reading.IsCompleted)
            {
                try
                {
                    await stream.FlushAsync(over.Token);
                    _passage?.Connection?.Listen();
                }
                catch
                {
                    await over.CancelAsync();
                    await LetGoAsync(reader, reading);
                    throw;
                }
            }

            var read = await reading;
            try
            {
                foreach (var segment in read.Buffer)
                    await WriteAsync(stream, segment, over.Token);
            }
            finally
            {
                // The server reads what is left of the request, and can only where nobody else is reading.
                reader.AdvanceTo(read.Buffer.End);
            }

            if (read.IsCompleted)
                return;
        }
    }

    private static async Task LetGoAsync(PipeReader reader, ValueTask<ReadResult> reading)
    {
        try
        {
            reader.AdvanceTo((await reading).Buffer.End);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // It was told to end, or the client has left.
        }
    }

    private async Task FillAsync(Stream stream)
    {
        if (!TryComputeLength(out var length))
            return;

        for (var left = length - _sent; left > 0; left -= Filler.Length)
            await stream.WriteAsync(Filler.AsMemory(0, (int)Math.Min(left, Filler.Length)));
    }

    // The server is told to give up: after a read that is merely cancelled it could not clear the rest off its connection.
    private async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            await using var givingUp = cancellation.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), reader);
            var read = await reader.ReadAsync(CancellationToken.None);
            if (!read.IsCanceled)
                return read;

            reader.AdvanceTo(read.Buffer.Start);
            throw new OperationCanceledException(cancellation);
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            Failure = exception;
            throw;
        }
    }

    private async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        if (bytes.IsEmpty)
            return;

        if (writeTimeout is not { } time)
        {
            _sent += bytes.Length;
            await stream.WriteAsync(bytes, cancellation);
            return;
        }

        // Who takes some of it takes something.
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(bytes.Length, MostTimed)..])
        {
            var piece = bytes[..Math.Min(bytes.Length, MostTimed)];
            _sent += piece.Length;
            await WriteAsync(stream, piece, time, cancellation);
        }
    }

    // Over HTTP/1.1 the runtime's client hears no token here, so the connection is closed under it.
    private async ValueTask WriteAsync(Stream stream, ReadOnlyMemory<byte> piece, TimeSpan time, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, late.Token);
        await using var closing = late.Token.UnsafeRegister(static passage => ((Passage?)passage)?.Connection?.Dispose(), _passage);
        try
        {
            await stream.WriteAsync(piece, limit.Token);
        }
        catch (Exception exception) when (late.IsCancellationRequested && exception is IOException or ObjectDisposedException)
        {
            throw new OperationCanceledException(late.Token);
        }
    }
}
