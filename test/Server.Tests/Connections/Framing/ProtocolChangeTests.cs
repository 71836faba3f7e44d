using System.Net;
using System.Net.Sockets;
using System.Text;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Framing;

/// <summary>What follows 101 is no request, and what follows any other answer is one.</summary>
[Trait("Category", "Process")]
public sealed class ProtocolChangeTests : IAsyncLifetime
{
    private const string Ask = "GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n";

    private static readonly byte[] Long = [.. Enumerable.Range(0, 4 << 20).Select(i => (byte)(i % 251))];

    private readonly TcpListener _upstream = new(IPAddress.Loopback, 0);
    private World? _world;

    public async ValueTask InitializeAsync()
    {
        _upstream.Start();
        _world = await World.StartAsync(new GatewayConfigText
        {
            Site = $"log\nhandle {{\n\treverse_proxy {_upstream.LocalEndpoint}\n}}",
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _world!.DisposeAsync();
        _upstream.Dispose();
    }

    [Fact]
    public async Task What_follows_a_change_of_protocol_passes_as_it_is()
    {
        await using var client = await Connection.OpenAsync(_world!.Gateway.DataUri);
        await client.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(Ask));
        using var upstream = await AnswerAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n");
        Assert.Equal(101, (await client.Reader.ReadHeadAsync(Patience.Token()))?.Status);

        var odd = "GET / HTTP/1.1\nHost: a\nHost: b\r\r\0\n\n"u8.ToArray();
        foreach (var piece in odd)
            await client.SendAsync(new byte[] { piece });

        var passed = new byte[odd.Length];
        await upstream.ReadExactlyAsync(passed, Patience.Token());
        Assert.Equal(odd, passed);
    }

    [Fact]
    public async Task Where_the_protocol_is_not_changed_the_next_request_is_judged_as_all_are()
    {
        await using var client = await Connection.OpenAsync(_world!.Gateway.DataUri);
        await client.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"{Ask}GET /next HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"));
        using var upstream = await AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno");

        var first = await (await client.ReceiveAsync()).ReadToEndAsync();
        var second = await (await client.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((200, "no", 400), (first.Status, first.Text, second.Status));
    }

    [Fact]
    public async Task A_client_that_sends_no_more_has_all_of_it_delivered_and_hears_the_upstream_to_its_end()
    {
        await using var client = await Connection.OpenAsync(_world!.Gateway.DataUri);
        using var upstream = await SwitchAsync(client);

        await Task.WhenAll(SendAndFinishAsync(), Received(upstream));
        await upstream.WriteAsync(Long, Patience.Token());
        upstream.Close();

        Assert.Equal(Long, await ReadToEndAsync(client.Reader.ReadAsync));

        async Task SendAndFinishAsync()
        {
            await client.SendAsync(Long);
            client.FinishSending();
        }

        static async Task Received(NetworkStream upstream) => Assert.Equal(Long, await ReadToEndAsync(upstream.ReadAsync));
    }

    [Fact]
    public async Task What_a_client_says_right_before_it_leaves_arrives()
    {
        for (var i = 0; i < 20; i++)
        {
            var client = await Connection.OpenAsync(_world!.Gateway.DataUri);
            using var upstream = await SwitchAsync(client);

            await client.SendAsync("the last words"u8.ToArray());
            client.Close();

            Assert.Equal("the last words", Encoding.ASCII.GetString(await ReadToEndAsync(upstream.ReadAsync)));
        }
    }

    [Fact]
    public async Task What_the_upstream_says_right_before_it_leaves_arrives()
    {
        await using var client = await Connection.OpenAsync(_world!.Gateway.DataUri);
        var upstream = await SwitchAsync(client);

        var sending = upstream.WriteAsync(Long, Patience.Token()).AsTask().ContinueWith(_ => upstream.Close(), TaskScheduler.Default);
        var received = await ReadToEndAsync(client.Reader.ReadAsync);
        await sending;

        Assert.Equal(Long, received);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_is_no_failure_in_the_log_and_an_upstream_that_breaks_off_is_one(bool breaksOff)
    {
        await using var client = await Connection.OpenAsync(_world!.Gateway.DataUri);
        using var upstream = await SwitchAsync(client);
        await upstream.WriteAsync("hello"u8.ToArray(), Patience.Token());
        Assert.Equal(5, await client.Reader.ReadAsync(new byte[5], Patience.Token()));

        if (breaksOff)
            upstream.Socket.Close(0);
        else
            client.Reset();

        var line = await Patience.UntilAsync(
            () => Task.FromResult(_world.Gateway.Error.Split('\n').FirstOrDefault(line => line.Contains("/other", StringComparison.Ordinal))), line => line is not null, "the line of the log");
        Assert.Contains(breaksOff ? "\"status\":null,\"bytes\":5," : "\"status\":101,\"bytes\":5,", line, StringComparison.Ordinal);
        Assert.Equal(breaksOff, line!.Contains("proxy_cut", StringComparison.Ordinal));
    }

    private async Task<NetworkStream> SwitchAsync(Connection client)
    {
        await client.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(Ask));
        var upstream = await AnswerAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n");
        Assert.Equal(101, (await client.Reader.ReadHeadAsync(Patience.Token()))?.Status);
        return upstream;
    }

    private static async Task<byte[]> ReadToEndAsync(Func<Memory<byte>, CancellationToken, ValueTask<int>> read)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await read(buffer, Patience.Token()) is > 0 and var count)
            all.Write(buffer, 0, count);

        return all.ToArray();
    }

    private async Task<NetworkStream> AnswerAsync(string head)
    {
        var stream = new NetworkStream(await _upstream.AcceptSocketAsync(Patience.Token()), ownsSocket: true);
        await new HttpReader(stream).ReadHeadAsync(Patience.Token());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Patience.Token());
        return stream;
    }
}
