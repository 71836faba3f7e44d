using System.Net.Sockets;

namespace FerroGate.Testing.Http;

/// <summary>A client's TCP connection, with every way to leave it.</summary>
public sealed class Connection : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly NetworkStream _stream;
    private bool _asksForHead;

    private Connection(Socket socket, Uri host)
    {
        _socket = socket;
        _stream = new NetworkStream(socket);
        Reader = new HttpReader(_stream);
        Host = host;
    }

    public Uri Host { get; }

    public HttpReader Reader { get; }

    public static async Task<Connection> OpenAsync(Uri host)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host.Host, host.Port, Patience.Token());
            return new Connection(socket, host);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, Patience.Token());

    public async Task SendAsync(Request request)
    {
        _asksForHead = request.Method == "HEAD";
        await SendAsync((ReadOnlyMemory<byte>)request.HeadFor(Host));
        if (request.Body is not null)
            await SendAsync((ReadOnlyMemory<byte>)request.FramedBody());
    }

    /// <summary>Reads the head of the next final answer; interim ones are passed over.</summary>
    public async Task<LiveAnswer> ReceiveAsync()
    {
        while (true)
        {
            var head = await Reader.ReadHeadAsync(Patience.Token())
                ?? throw new EndOfStreamException("The connection was closed before an answer");
            if (head.Status >= 200)
                return new LiveAnswer(head, HttpBody.OfResponse(Reader, head, _asksForHead));
        }
    }

    /// <summary>Sends a FIN and goes on reading.</summary>
    public void FinishSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Goes away with a RST.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Close();
    }

    /// <summary>Goes away with a FIN.</summary>
    public void Close() => _socket.Close();

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
