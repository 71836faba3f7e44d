using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using FerroGate.Testing.Tls;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>Upstreams that refuse an upload before they have all of it (RFC 9112, section 9.3).</summary>
[Trait("Category", "Process")]
public sealed class EarlyAnswerTests
{
    private static readonly Reply Refusal = Reply.Json("too much", 413).WithoutReadingBody();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_closes_is_heard_also_on_a_connection_that_was_used_before(bool isChunked)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("a", await world.AskAsync(1));
            world.Upstreams[0].Enqueue(Refusal with { End = ReplyEnd.Cut });

            var answer = await world.Client.SendAsync(Request.Post("/", new byte[8 << 20]) with { ChunkSize = isChunked ? 1 << 20 : 0 });

            Assert.Equal((413, "too much"), (answer.Status, answer.Text));
        }

        Assert.Equal("a", await world.AskAsync(1));
        Assert.Equal("", string.Join("|", await ErrorsAsync(world)));
    }

    [Theory]
    [InlineData("content-length: 100000", "the beginning", false)]
    [InlineData("content-length: 100000", "the beginning", true)]
    [InlineData("content-length: 100000", "", true)]
    [InlineData("transfer-encoding: chunked", "5\r\nhello\r\n", false)]
    [InlineData("transfer-encoding: chunked", "5\r\nhello\r\n", true)]
    public async Task A_client_that_pauses_hears_the_answer_at_once_and_nobody_else_gets_that_connection(string framing, string begun, bool isUsed)
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        if (isUsed)
            await world.AskAsync(1);
        world.Upstreams[0].Enqueue(Refusal);

        var connection = await Connection.OpenAsync(world.Client.Host);
        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n{begun}"));
        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        connection.Close();

        Assert.Equal((413, "too much", true), (answer.Status, answer.Text, answer.IsComplete));
        Assert.Equal("aa", await world.AskAsync(2));
        Assert.Equal("", string.Join("|", await ErrorsAsync(world)));
    }

    [Fact]
    public async Task What_is_long_and_was_not_asked_for_is_not_waited_for()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1);
        world.Upstreams[0].Enqueue(Refusal);

        await using var connection = await world.Client.StartAsync(Request.Get("/") with { Method = "POST", Headers = [new("content-length", "900000000000")] });

        Assert.Equal(413, (await (await connection.ReceiveAsync()).ReadToEndAsync()).Status);
    }

    [Fact]
    public async Task One_that_reads_no_more_and_stays_open_is_heard_also_where_the_whole_body_is_there()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy {upstream.LocalEndpoint} {{\n request_buffers 100MB\n}}", upstreams: 0);
        var asking = world.Client.SendAsync(Request.Post("/", new byte[32 << 20]));
        using var socket = await AnswerAsync(upstream, "HTTP/1.1 413 No\r\ncontent-length: 8\r\n\r\ntoo much");

        var answer = await asking;

        Assert.Equal((413, "too much"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Lines_without_CR_do_not_put_anything_into_the_body()
    {
        using var upstream = new TcpListener(IPAddress.Loopback, 0);
        upstream.Start();
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy {upstream.LocalEndpoint}", upstreams: 0);
        await using var connection = await world.Client.StartAsync(new Request("POST", "/").With("content-length", "100000"));
        using var socket = await AnswerAsync(upstream, "HTTP/1.1 413 No\nContent-Length: 14\n\nfirst\r\nsecond\n");

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((413, "first\r\nsecond\n"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task An_answer_that_refuses_nothing_leaves_the_upload_alone()
    {
        var begun = new TaskCompletionSource();
        await using var upstream = await KestrelUpstream.StartAsync(kestrel => kestrel.Listen(IPAddress.Loopback, 0), async http =>
        {
            await http.Response.Body.FlushAsync();
            begun.SetResult();
            using var reader = new StreamReader(http.Request.Body);
            await http.Response.WriteAsync(await reader.ReadToEndAsync());
        });
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy {upstream.Address.Authority}", upstreams: 0);
        await using var connection = await world.Client.StartAsync(new Request("POST", "/").With("content-length", "10"));

        await connection.SendAsync("hello"u8.ToArray());
        await begun.Task.WaitAsync(Patience.Token());
        await connection.SendAsync("world"u8.ToArray());
        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((200, "helloworld"), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task Behind_TLS_it_is_heard_as_well()
    {
        var issued = new TestAuthority().Issue("localhost");
        await using var upstream = await KestrelUpstream.StartAsync(
            kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(X509Certificate2.CreateFromPem(issued.Chain, issued.Key))),
            http =>
            {
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return http.Response.WriteAsync("who are you?");
            });
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy {upstream.Address.Authority} {{\n transport http {{\n  tls\n  tls_insecure_skip_verify\n  versions 1.1\n }}\n}}", upstreams: 0);
        await using var connection = await world.Client.StartAsync(new Request("POST", "/").With("content-length", "100000"));

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((401, "who are you?", true), (answer.Status, answer.Text, answer.IsComplete));
    }

    [Fact]
    public async Task A_client_of_HTTP_2_that_pauses_hears_it_and_its_connection_goes_on()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A", upstreams: 1, global: "servers {\n protocols h1 h2 h2c\n}");
        world.Upstreams[0].Enqueue(Refusal);
        var connections = 0;
        using var client = Http2Client.Of(world.Client.Host, () => connections++);
        var never = new TaskCompletionSource();
        using var pausing = new PausingContent(never.Task);

        using var answer = await client.PostAsync("/", pausing, Patience.Token());
        var text = await answer.Content.ReadAsStringAsync(Patience.Token());
        var next = await client.GetStringAsync("/next", Patience.Token());
        never.SetResult();

        Assert.Equal((413, "too much", "a /next", 1), ((int)answer.StatusCode, text, next, connections));
    }

    // Reads nothing after the head, and keeps the connection.
    private static async Task<Socket> AnswerAsync(TcpListener upstream, string answer)
    {
        var socket = await upstream.AcceptSocketAsync(Patience.Token());
        await using var stream = new NetworkStream(socket);
        await new HttpReader(stream).ReadHeadAsync(Patience.Token());
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        return socket;
    }

    private static async Task<IEnumerable<string>> ErrorsAsync(ProxyWorld world)
    {
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        return world.Gateway.Error.Split('\n').Where(line => line.Contains("exception", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A body whose beginning is sent, and no more.</summary>
    private sealed class PausingContent(Task until) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("the beginning"u8.ToArray());
            await stream.FlushAsync();
            await until;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
