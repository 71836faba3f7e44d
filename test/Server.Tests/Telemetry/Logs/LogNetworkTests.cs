using System.Net;
using System.Net.Sockets;
using System.Text;
using FerroGate.Config.Values;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>Lines that go to another program: over each kind of network, and when that program comes and goes.</summary>
public sealed class LogNetworkTests : IDisposable
{
    private static readonly byte[] Line = "a line\n"u8.ToArray();

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Over_tcp()
    {
        using var listener = Listen(new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp);
        await using var sink = Sink(LogNetwork.Tcp, "127.0.0.1", Port(listener));

        await sink.WriteAsync(Line, Patience.Token());
        await sink.WriteAsync(Line, Patience.Token());

        using var connection = await listener.AcceptAsync(Patience.Token());
        Assert.Equal("a line\na line\n", await ReadAsync(connection, 2 * Line.Length));
    }

    [Fact]
    public async Task To_a_name()
    {
        using var listener = Listen(new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp);
        await using var sink = Sink(LogNetwork.Tcp, "localhost", Port(listener));

        await sink.WriteAsync(Line, Patience.Token());

        using var connection = await listener.AcceptAsync(Patience.Token());
        Assert.Equal("a line\n", await ReadAsync(connection, Line.Length));
    }

    [Fact]
    public async Task Over_a_unix_socket()
    {
        var path = Path.Combine(_folder.Path, "log.sock");
        using var listener = Listen(new UnixDomainSocketEndPoint(path), ProtocolType.Unspecified);
        await using var sink = Sink(LogNetwork.Unix, path, 0);

        await sink.WriteAsync(Line, Patience.Token());

        using var connection = await listener.AcceptAsync(Patience.Token());
        Assert.Equal("a line\n", await ReadAsync(connection, Line.Length));
    }

    [Fact]
    public async Task Over_udp_one_datagram_for_each_line()
    {
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var sink = Sink(LogNetwork.Udp, "127.0.0.1", Port(receiver));

        await sink.WriteAsync(Line, Patience.Token());
        await sink.WriteAsync(Line, Patience.Token());

        Assert.Equal("a line\n", await ReadAsync(receiver, Line.Length));
        Assert.Equal("a line\n", await ReadAsync(receiver, Line.Length));
    }

    [Fact]
    public async Task A_program_that_closed_the_connection_gets_the_next_line_over_a_new_one()
    {
        using var listener = Listen(new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp);
        await using var sink = Sink(LogNetwork.Tcp, "127.0.0.1", Port(listener));
        await sink.WriteAsync(Line, Patience.Token());
        using (var first = await listener.AcceptAsync(Patience.Token()))
            await ReadAsync(first, Line.Length);

        await sink.WriteAsync("the next\n"u8.ToArray(), Patience.Token());

        using var second = await listener.AcceptAsync(Patience.Token());
        Assert.Equal("the next\n", await ReadAsync(second, 9));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_not_asked_again_at_once_and_is_found_later()
    {
        // Bound, and not yet listening: connections are refused.
        using var listener = Bind(new IPEndPoint(IPAddress.Loopback, 0), ProtocolType.Tcp);
        await using var sink = Sink(LogNetwork.Tcp, "127.0.0.1", Port(listener));
        await Assert.ThrowsAsync<IOException>(async () => await sink.WriteAsync(Line, Patience.Token()));

        listener.Listen();
        await Assert.ThrowsAsync<IOException>(async () => await sink.WriteAsync(Line, Patience.Token()));
        _clock.Advance(TimeSpan.FromSeconds(10));
        await sink.WriteAsync(Line, Patience.Token());

        using var connection = await listener.AcceptAsync(Patience.Token());
        Assert.Equal("a line\n", await ReadAsync(connection, Line.Length));
    }

    private static Socket Listen(EndPoint endPoint, ProtocolType protocol)
    {
        var listener = Bind(endPoint, protocol);
        listener.Listen();
        return listener;
    }

    private static Socket Bind(EndPoint endPoint, ProtocolType protocol)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, protocol);
        socket.Bind(endPoint);
        return socket;
    }

    private static int Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port;

    private static async Task<string> ReadAsync(Socket socket, int length)
    {
        var buffer = new byte[length];
        for (var read = 0; read < length;)
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(read), Patience.Token());
            Assert.NotEqual(0, count);
            read += count;
        }

        return Encoding.UTF8.GetString(buffer);
    }

    private NetSink Sink(LogNetwork network, string host, int port) => new(new LogAddress(network, host, port), _clock);
}
