using System.IO.Pipelines;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>Sends the body of an upstream's answer on: each byte as soon as it is there, or after a while with others.</summary>
/// <param name="flushInterval">How long bytes may wait; zero is not at all.</param>
/// <param name="buffers">So many bytes are read before the client gets any.</param>
/// <param name="readTimeout">How long the upstream may send nothing.</param>
/// <param name="clock">The clock.</param>
internal sealed class ResponseBody(TimeSpan flushInterval, long buffers, TimeSpan? readTimeout, TimeProvider clock)
{
    private const int BufferSize = 16 * 1024;

    // The server keeps what it gives before an answer begins for as long as the connection lives, and makes what is larger than its
    // own blocks of 4 KiB for that.
    private const int FirstBufferSize = 1024;

    public async Task SendAsync(SiteRequest request, HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        using var limit = readTimeout is null ? null : CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var token = limit?.Token ?? cancellation;
        var writer = request.Response.BodyWriter;
        var sent = 0L;
        var waiting = 0L;
        var flushed = clock.GetTimestamp();
        var isDrained = true;
        while (true)
        {
            limit?.CancelAfter(readTimeout!.Value);
            var mayFlush = sent >= buffers && (waiting > 0 || !request.Response.HasStarted);
            if (isDrained && answer.Version.Major == 1)
                await WaitAsync(stream, writer, mayFlush, waiting, token, cancellation);
            else if (isDrained && mayFlush)
                await writer.FlushAsync(cancellation);

            var memory = writer.GetMemory(request.Response.HasStarted && !isDrained ? BufferSize : FirstBufferSize);
            var read = await stream.ReadAsync(memory, token);
            limit?.CancelAfter(Timeout.InfiniteTimeSpan);
            if (read == 0)
                break;

            writer.Advance(read);
            (sent, waiting, isDrained) = (sent + read, waiting + read, read < memory.Length);

            // Who is slow to read is waited for, and never longer than the client stays.
            if (sent >= buffers && (flushInterval == TimeSpan.Zero || waiting >= BufferSize || clock.GetElapsedTime(flushed) >= flushInterval))
            {
                await writer.FlushAsync(cancellation);
                (waiting, flushed) = (0, clock.GetTimestamp());
            }
        }

        Trailers(request.Response, answer);
    }

    // No memory is held for an upstream that is silent, and nothing that was read waits for what it may say later. Of HTTP/2 nobody
    // can tell in this way whether there is more, so there nothing waits.
    private async Task WaitAsync(Stream stream, PipeWriter writer, bool mayFlush, long waiting, CancellationToken reading, CancellationToken cancellation)
    {
        var more = stream.ReadAsync(Memory<byte>.Empty, reading);
        if (!more.IsCompleted && mayFlush)
        {
            if (waiting > 0 && flushInterval > TimeSpan.Zero)
            {
                var pending = more.AsTask();
                await ((Task)pending).WaitAsync(flushInterval, clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (!pending.IsCompleted)
                    await writer.FlushAsync(cancellation);

                await pending;
                return;
            }

            await writer.FlushAsync(cancellation);
        }

        await more;
    }

    private static void Trailers(HttpResponse response, HttpResponseMessage answer)
    {
        if (!response.SupportsTrailers())
            return;

        foreach (var (name, values) in answer.TrailingHeaders.NonValidated)
            response.AppendTrailer(name, values.ToArray());
    }
}
