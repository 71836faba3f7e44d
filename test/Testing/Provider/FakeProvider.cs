using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace FerroGate.Testing.Provider;

/// <summary>
/// A provider on a free port of this machine that does exactly what the test scripted, on the level of bytes: status,
/// headers, chunk boundaries, silence, and death in mid-stream. It remembers every request as it arrived.
/// </summary>
public sealed class FakeProvider : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _shutdown = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly Lock _lock = new();
    private readonly Queue<Reply> _queue = new();
    private readonly List<ReceivedRequest> _requests = [];
    private Channel<ReceivedRequest> _arrivals = Channel.CreateUnbounded<ReceivedRequest>();
    private Func<ReceivedRequest, Reply>? _script;
    private readonly Task _accepting;

    private FakeProvider()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, without a path.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}");

    /// <summary>Requests are forgotten as they are answered: for more of them than memory holds.</summary>
    public bool Forgets { get; set; }

    /// <summary>Every request so far.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public static FakeProvider Start() => new();

    /// <summary>Answers one of the next requests, in the order of these calls.</summary>
    public FakeProvider Enqueue(Reply reply)
    {
        lock (_lock)
            _queue.Enqueue(reply);
        return this;
    }

    /// <summary>Answers every request for which no reply is queued.</summary>
    public void Otherwise(Func<ReceivedRequest, Reply> script)
    {
        lock (_lock)
            _script = script;
    }

    /// <summary>Forgets scripts and requests, so that a test begins with nothing.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _queue.Clear();
            _requests.Clear();
            _script = null;
            _arrivals = Channel.CreateUnbounded<ReceivedRequest>();
        }
    }

    /// <summary>The next request that this was not asked for yet.</summary>
    public async Task<ReceivedRequest> NextRequestAsync()
    {
        Channel<ReceivedRequest> arrivals;
        lock (_lock)
            arrivals = _arrivals;
        return await arrivals.Reader.ReadAsync(Patience.Token());
    }

    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _shutdown.Dispose();
    }

    internal void Record(ReceivedRequest request)
    {
        if (Forgets)
            return;

        lock (_lock)
        {
            _requests.Add(request);
            _arrivals.Writer.TryWrite(request);
        }
    }

    internal bool TryTakeEarlyReply([NotNullWhen(true)] out Reply? reply)
    {
        lock (_lock)
        {
            reply = _queue.TryPeek(out var next) && !next.ReadsBody ? _queue.Dequeue() : null;
            return reply is not null;
        }
    }

    internal Reply ReplyTo(ReceivedRequest request)
    {
        Func<ReceivedRequest, Reply>? script;
        lock (_lock)
        {
            if (_queue.TryDequeue(out var reply))
                return reply;
            script = _script;
        }

        return script?.Invoke(request) ?? Reply.Error(599, "The test scripted no reply to this request");
    }

    private async Task AcceptAsync()
    {
        while (!_shutdown.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_shutdown.Token);
            }
            catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }

            socket.NoDelay = true;
            var serving = ServeAsync(socket);
            _connections[serving] = true;
            _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var connection = new ProviderConnection(socket, this);
        await connection.ServeAsync(_shutdown.Token);
    }
}
