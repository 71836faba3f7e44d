using System.Buffers;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using FerroGate.Testing;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>What passes through bit by bit: events, messages in both directions, and bodies that fit into no memory.</summary>
[Trait("Category", "Process")]
public sealed class StreamingTests
{
    private const int BlockSize = 64 * 1024;
    private const long MostMemory = 150L << 20;

    [Theory]
    [InlineData("")]
    [InlineData("flush_interval -1")]
    [InlineData("flush_interval 10ms")]
    public async Task An_event_reaches_the_client_before_the_next_one_is_sent(string option)
    {
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A {{\n {option}\n}}", upstreams: 1);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Sse("data: one\n\ndata: two\n\n").HoldAfter("data: one\n\n", gate));

        await using var connection = await world.Client.StartAsync(Request.Get("/"));
        var answer = await connection.ReceiveAsync();
        await answer.ReadUntilAsync("data: one\n\n");
        gate.Open();

        Assert.Equal("data: one\n\ndata: two\n\n", (await answer.ReadToEndAsync()).Text);
    }

    [Fact]
    public async Task The_header_of_an_answer_does_not_wait_for_its_body()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Sse("data: one\n\n").HoldAt(0, gate));

        await using var connection = await world.Client.StartAsync(Request.Get("/"));
        var answer = await connection.ReceiveAsync();
        gate.Open();

        Assert.Equal((200, "data: one\n\n"), (answer.Status, (await answer.ReadToEndAsync()).Text));
    }

    [Fact]
    public async Task Response_buffers_hold_back_what_is_short()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n response_buffers 1KiB\n}", upstreams: 1);
        world.Upstreams[0].Enqueue(Reply.Sse("data: one\n\ndata: two\n\n").SplitEverywhere());

        Assert.Equal("data: one\n\ndata: two\n\n", (await world.Client.GetAsync("/")).Text);
    }

    [Fact]
    public async Task A_client_that_leaves_takes_its_request_from_the_upstream()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        var gate = new Gate();
        world.Upstreams[0].Enqueue(Reply.Sse("data: one\n\ndata: two\n\n").HoldAfter("data: one\n\n", gate));

        var connection = await world.Client.StartAsync(Request.Get("/"));
        await (await connection.ReceiveAsync()).ReadUntilAsync("data: one\n\n");
        connection.Close();

        await world.Upstreams[0].Requests[0].AbandonedAsync();
        gate.Open();
    }

    [Fact]
    public async Task Messages_of_HTTP_2_pass_in_both_directions_with_their_trailers()
    {
        await using var upstream = await KestrelUpstream.StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2), EchoAsync);
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy h2c://{upstream.Address.Authority}", upstreams: 0, global: "servers {\n protocols h1 h2 h2c\n}");
        var messages = new MessageContent();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler());
        using var call = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Client.Host, "/service/method"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = messages,
        };
        call.Headers.TE.ParseAdd("trailers");
        var patience = Patience.Token();

        using var answer = await client.SendAsync(call, patience);
        await using var body = await answer.Content.ReadAsStreamAsync(patience);
        foreach (var message in (string[])["one", "two", "three"])
        {
            await messages.SendAsync(message);
            var echoed = new byte[message.Length];
            await body.ReadExactlyAsync(echoed, patience);
            Assert.Equal(message, Encoding.ASCII.GetString(echoed));
        }

        messages.Finish();
        Assert.Equal(0, await body.ReadAsync(new byte[1], patience));
        Assert.Equal(("application/grpc", "0"), (answer.Content.Headers.ContentType!.MediaType, answer.TrailingHeaders.GetValues("grpc-status").Single()));

        static async Task EchoAsync(HttpContext http)
        {
            Assert.Equal("trailers", http.Request.Headers.TE.ToString());
            http.Response.ContentType = "application/grpc";
            http.Response.DeclareTrailer("grpc-status");
            await http.Response.Body.FlushAsync();
            while (await http.Request.BodyReader.ReadAsync() is var read && !(read.IsCompleted && read.Buffer.IsEmpty))
            {
                await http.Response.Body.WriteAsync(read.Buffer.ToArray());
                http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            }

            http.Response.AppendTrailer("grpc-status", "0");
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5_000, Explicit = true)]
    public async Task WebSockets_that_say_nothing_stay_and_every_one_answers_at_the_end(int count)
    {
        await using var upstream = await KestrelUpstream.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0), EchoAsync);
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy {upstream.Address.Authority}", upstreams: 0);
        var address = new Uri($"ws://{world.Client.Host.Authority}/socket");
        var sockets = new List<ClientWebSocket>();
        for (var i = 0; i < count; i++)
        {
            sockets.Add(new ClientWebSocket());
            await sockets[i].ConnectAsync(address, Patience.Token());
        }

        var echoed = 0;
        foreach (var socket in sockets)
        {
            var message = Encoding.ASCII.GetBytes($"message {echoed}");
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, Patience.Token());
            var buffer = new byte[64];
            var read = await socket.ReceiveAsync(buffer, Patience.Token());
            Assert.Equal(message, buffer[..read.Count]);
            socket.Dispose();
            echoed++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {echoed} WebSockets, peak resident {world.Gateway.PeakResidentBytes() >> 20} MiB");
        Assert.Equal(count, echoed);

        static async Task EchoAsync(HttpContext http)
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[64];
            while (await socket.ReceiveAsync(buffer, http.RequestAborted) is { MessageType: not WebSocketMessageType.Close } read)
                await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, http.RequestAborted);
        }
    }

    [Theory]
    [InlineData(256L << 20)]
    [InlineData(8L << 30, Explicit = true)]
    public async Task Bodies_of_any_length_pass_in_both_directions_in_constant_memory(long length)
    {
        var uploaded = new TaskCompletionSource<string>();
        await using var upstream = await KestrelUpstream.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0), async http =>
        {
            if (HttpMethods.IsPost(http.Request.Method))
                uploaded.SetResult(await DigestAsync(http.Request.Body));
            else
                await WriteAsync(http.Response.Body, length);
        });
        // How much garbage there may be is said here (32 MiB): the runtime goes by the cache of the processor, which may be larger than the body.
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy {upstream.Address.Authority}", upstreams: 0, environment: KeyValuePair.Create("DOTNET_GCgen0size", "0x2000000"));
        var expected = await DigestOfAsync(length);
        using var client = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };

        await using var download = await client.GetStreamAsync(new Uri(world.Client.Host, "/"));
        var downloaded = await DigestAsync(download);
        using var answer = await client.PostAsync(new Uri(world.Client.Host, "/"), new BlockContent(length));

        var peak = world.Gateway.PeakResidentBytes();
        TestContext.Current.TestOutputHelper!.WriteLine($"shown: {length >> 20} MiB in both directions, peak resident {peak >> 20} MiB");
        Assert.Equal((expected, expected), (downloaded, await uploaded.Task));
        Assert.True(peak < MostMemory, $"Peak resident memory is {peak >> 20} MiB");
    }

    private static async Task<string> DigestOfAsync(long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await foreach (var block in BlocksAsync(length))
            hash.AppendData(block.Span);

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task<string> DigestAsync(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BlockSize];
        while (await stream.ReadAsync(buffer) is > 0 and var read)
            hash.AppendData(buffer.AsSpan(0, read));

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static async Task WriteAsync(Stream stream, long length)
    {
        await foreach (var block in BlocksAsync(length))
            await stream.WriteAsync(block);
    }

    // Each block is another, so that none can be lost, doubled or swapped unseen.
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> BlocksAsync(long length)
    {
        await Task.Yield();
        var block = new byte[BlockSize];
        new Random(1).NextBytes(block);
        for (var number = 0L; number < length / BlockSize; number++)
        {
            BitConverter.TryWriteBytes(block, number);
            yield return block;
        }
    }

    /// <summary>A body that is made while it is sent.</summary>
    private sealed class BlockContent(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => WriteAsync(stream, length);

        protected override bool TryComputeLength(out long computed)
        {
            computed = length;
            return true;
        }
    }

    /// <summary>A body to which messages are added while it is sent.</summary>
    private sealed class MessageContent : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task SendAsync(string message)
        {
            var stream = await _stream.Task;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(message));
            await stream.FlushAsync();
        }

        public void Finish() => _finished.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            _stream.SetResult(stream);
            await _finished.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
