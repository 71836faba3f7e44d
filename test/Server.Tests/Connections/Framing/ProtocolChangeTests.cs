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

    private readonly TcpListener _upstream = new(IPAddress.Loopback, 0);
    private World? _world;

    public async ValueTask InitializeAsync()
    {
        _upstream.Start();
        _world = await World.StartAsync(new GatewayConfigText
        {
            Site = $"handle {{\n\treverse_proxy {_upstream.LocalEndpoint}\n}}",
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

    private async Task<NetworkStream> AnswerAsync(string head)
    {
        var stream = new NetworkStream(await _upstream.AcceptSocketAsync(Patience.Token()), ownsSocket: true);
        await new HttpReader(stream).ReadHeadAsync(Patience.Token());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Patience.Token());
        return stream;
    }
}
