using System.Net;
using System.Net.Sockets;
using FerroGate.Config.Values;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>
/// <c>output net</c>: sends lines to another program, over TCP, UDP or a Unix socket. It connects when there is a line to send,
/// and again when the connection has broken; between two attempts that failed there is a pause, whose lines are lost.
/// </summary>
internal sealed class NetSink(LogAddress address, TimeProvider clock) : ILogSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private Socket? _socket;

    // The last attempt to connect failed, at this timestamp of the clock.
    private long? _failedAt;

    private EndPoint EndPoint =>
        address.Network == LogNetwork.Unix ? new UnixDomainSocketEndPoint(address.Host)
        : IPAddress.TryParse(address.Host, out var ip) ? new IPEndPoint(ip, address.Port)
        : new DnsEndPoint(address.Host, address.Port);

    // With UDP each line is a message of its own; with the others one that is sent again over a new connection is but one line.
    public int MostAtOnce => 0;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        // A connection that the other side has closed says so only when it is used: that costs no line, if there is a new one.
        var isNew = _socket is null;
        var socket = _socket ?? await ConnectAsync(cancellation);
        try
        {
            await SendAsync(socket, line, cancellation);
        }
        catch (IOException) when (!isNew)
        {
            await SendAsync(await ConnectAsync(cancellation), line, cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        try
        {
            if (socket.SocketType == SocketType.Stream && IsClosedByPeer(socket))
                throw new IOException($"{address} closed the connection");

            for (var rest = line; !rest.IsEmpty;)
                rest = rest[await socket.SendAsync(rest, cancellation).AsTask().WaitAsync(Patience, clock, cancellation)..];
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
        {
            Disconnect();
            throw new IOException($"{address} does not take lines", exception);
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        if (_failedAt is { } time && clock.GetElapsedTime(time) < Pause)
            throw new IOException($"{address} could not be reached a moment ago");

        var socket = NewSocket();
        try
        {
            await socket.ConnectAsync(EndPoint, cancellation).AsTask().WaitAsync(Patience, clock, cancellation);
            _failedAt = null;
            return _socket = socket;
        }
        catch (Exception exception) when (exception is SocketException or IOException or TimeoutException)
        {
            _failedAt = clock.GetTimestamp();
            socket.Dispose();
            throw new IOException($"{address} cannot be reached", exception);
        }
    }

    private Socket NewSocket() => address.Network switch
    {
        LogNetwork.Unix => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified),
        LogNetwork.Udp => new Socket(SocketType.Dgram, ProtocolType.Udp),
        _ => new Socket(SocketType.Stream, ProtocolType.Tcp),
    };

    private void Disconnect()
    {
        _socket?.Dispose();
        _socket = null;
    }

    // Readable without a byte to read: that is the end.
    private static bool IsClosedByPeer(Socket socket) => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
}
