using System.Buffers.Binary;
using System.Net.Security;
using System.Text;
using FerroGate.Server.Connections.Lingering;
using FerroGate.Server.Tests.Connections.Tls;
using FerroGate.Testing;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Lingering;

/// <summary>A request of HTTP/2 that crosses the last word of its server: the client reads that word and nothing breaks.</summary>
[Trait("Category", "Process")]
public sealed class LateRequestTests : IAsyncDisposable
{
    private const byte Headers = 1;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const int HeadLength = 9;

    private readonly TlsWorld _world = TlsWorld.Prepare();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task What_comes_after_the_last_word_finds_a_connection_that_is_open_for_its_moment_and_ends_whole()
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync($"a.test {{\n\ttls {_world.PathOf("a.pem")} {_world.PathOf("a.key")}\n\trespond a\n}}\n");
        await using var connection = await _world.OpenHttp2Async("a.test");
        await connection.WriteAsync(Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Patience.Token());
        await SendAsync(connection, Settings, flags: 0, stream: 0, []);
        Assert.Equal(Settings, (await ReadAsync(connection))?.Kind);

        var start = TimeProvider.System.GetTimestamp();
        _world.Gateway.SendTerminate();
        (byte Kind, byte[] Content)? frame;
        do
            frame = await ReadAsync(connection);
        while (frame is { Kind: not GoAway });
        Assert.Equal(0, BinaryPrimitives.ReadInt32BigEndian(frame!.Value.Content.AsSpan(4)));
        await SendAsync(connection, Headers, flags: 5, stream: 1, [0x82, 0x87, 0x84, 0x41, 6, .. "a.test"u8]);

        while (await ReadAsync(connection) is { } later)
            Assert.NotEqual(Headers, later.Kind);

        // The moment begins after the signal, so no machine is so slow that less would pass.
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= LingeringClose.Longest);
        Assert.Equal(0, await _world.Gateway.ExitAsync());
    }

    private static async Task SendAsync(SslStream connection, byte kind, byte flags, int stream, byte[] content)
    {
        var frame = new byte[HeadLength + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, content.Length << 8);
        frame[3] = kind;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        content.CopyTo(frame, HeadLength);
        await connection.WriteAsync(frame, Patience.Token());
    }

    // Nothing where the connection has ended, between two frames.
    private static async Task<(byte Kind, byte[] Content)?> ReadAsync(SslStream connection)
    {
        var head = new byte[HeadLength];
        if (await connection.ReadAtLeastAsync(head, HeadLength, throwOnEndOfStream: false, Patience.Token()) is 0)
            return null;

        var content = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >> 8];
        await connection.ReadExactlyAsync(content, Patience.Token());
        return (head[3], content);
    }
}
