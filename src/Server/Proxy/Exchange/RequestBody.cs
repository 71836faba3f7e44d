using System.IO.Pipelines;
using System.Net;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>The client's body on its way to an upstream: read as fast as the upstream takes it, and never kept.</summary>
/// <param name="request">The request.</param>
/// <param name="buffered">What was read of it already; all of it where <paramref name="isWhole"/>.</param>
/// <param name="isWhole">Nothing more comes.</param>
/// <param name="writeTimeout">How long the upstream may take nothing.</param>
internal sealed class RequestBody(HttpRequest request, ReadOnlyMemory<byte> buffered, bool isWhole, TimeSpan? writeTimeout) : HttpContent
{
    private readonly CancellationTokenSource _stop = new();
    private Task? _running;

    /// <summary>Bytes of the client have been taken that cannot be had again.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>What reading from the client has come to; <c>null</c> where it went well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>There is nothing in it.</summary>
    public bool IsEmpty => isWhole && buffered.IsEmpty;

    /// <summary>Called when the last byte is with the upstream.</summary>
    public Action? WhenSent { get; init; }

    /// <summary>Reads no further in the client's request; completes when that is sure.</summary>
    public async Task StopAsync()
    {
        if (_running is null)
            return;

        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        _running = SendAsync(stream, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _stop.Dispose();

        base.Dispose(disposing);
    }

    private async Task SendAsync(Stream stream, CancellationToken sending)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(sending, _stop.Token);
        var cancellationToken = either.Token;
        await WriteAsync(stream, buffered, cancellationToken);
        if (!isWhole)
        {
            HasBegun = true;
            await CopyAsync(stream, cancellationToken);
        }

        await stream.FlushAsync(cancellationToken);
        WhenSent?.Invoke();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = isWhole ? buffered.Length : request.ContentLength ?? 0;
        return isWhole || request.ContentLength is not null;
    }

    private async Task CopyAsync(Stream stream, CancellationToken cancellation)
    {
        var reader = request.BodyReader;
        while (true)
        {
            // Whoever waits for the rest of a message that comes bit by bit shall have what is there.
            var reading = ReadAsync(reader, cancellation);
            if (!reading.IsCompleted)
                await stream.FlushAsync(cancellation);

            var read = await reading;

            foreach (var segment in read.Buffer)
                await WriteAsync(stream, segment, cancellation);

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
                return;
        }
    }

    private async ValueTask<ReadResult> ReadAsync(PipeReader reader, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(cancellation);
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
            await stream.WriteAsync(bytes, cancellation);
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(time);
        await stream.WriteAsync(bytes, limit.Token);
    }
}
