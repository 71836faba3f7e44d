using System.Net.Sockets;
using FerroGate.Testing.Http;

namespace FerroGate.Testing.Provider;

/// <summary>One connection to the fake provider: request after request, each answered by its script.</summary>
internal sealed class ProviderConnection(Socket socket, FakeProvider provider) : IAsyncDisposable
{
    private readonly NetworkStream _stream = new(socket, ownsSocket: true);

    public async Task ServeAsync(CancellationToken shutdown)
    {
        var reader = new HttpReader(_stream);
        try
        {
            while (await reader.ReadHeadAsync(shutdown) is { } head)
            {
                var (request, reply) = await ReceiveAsync(reader, head, shutdown);
                if (!await AnswerAsync(reader, request, reply, shutdown))
                    return;
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
            // The caller went away, or the test is over.
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<(ReceivedRequest Request, Reply Reply)> ReceiveAsync(HttpReader reader, HttpHead head, CancellationToken shutdown)
    {
        if (provider.TryTakeEarlyReply(out var early))
        {
            var unread = new ReceivedRequest(head, []);
            provider.Record(unread);
            return (unread, early);
        }

        var framed = HttpBody.OfRequest(reader, head.Headers);
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await framed.ReadAsync(buffer, shutdown) is > 0 and var count)
            body.Write(buffer, 0, count);
        if (!framed.IsComplete)
            throw new IOException("The request stopped half-way");
        var request = new ReceivedRequest(head, body.ToArray());
        provider.Record(request);
        return (request, provider.ReplyTo(request));
    }

    /// <summary>Writes the reply; <c>false</c> where the connection ends with it.</summary>
    private async Task<bool> AnswerAsync(HttpReader reader, ReceivedRequest request, Reply reply, CancellationToken shutdown)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(shutdown);
        var watch = reader.Buffered > 0 || !reply.ReadsBody ? Task.FromResult(true) : IsKeptAsync(over);
        try
        {
            await new ReplyWriter(_stream, reply, request.Answered).WriteAsync(over.Token);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            request.Abandon();
            return false;
        }

        switch (reply.End)
        {
            case ReplyEnd.Reset:
                socket.LingerState = new LingerOption(true, 0);
                socket.Close();
                return false;
            case ReplyEnd.Cut:
                socket.Shutdown(SocketShutdown.Send);
                return false;
            case ReplyEnd.Proper when !reply.ReadsBody:
                // What is unread when a socket closes turns its FIN into a RST, so the rest is read and thrown away.
                socket.Shutdown(SocketShutdown.Send);
                await _stream.CopyToAsync(Stream.Null, shutdown);
                return false;
            default:
                return await watch;
        }
    }

    /// <summary>
    /// Waits for the caller's next byte, or for its end, which ends the answer too. It only peeks, so that the byte stays for
    /// the next request.
    /// </summary>
    private async Task<bool> IsKeptAsync(CancellationTokenSource over)
    {
        try
        {
            if (await socket.ReceiveAsync(new byte[1], SocketFlags.Peek, over.Token) > 0)
                return true;
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Reset by the caller, or closed by the script.
        }

        await Cancel(over);
        return false;
    }

    private static async Task Cancel(CancellationTokenSource over)
    {
        try
        {
            await over.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The answer was complete before.
        }
    }
}
