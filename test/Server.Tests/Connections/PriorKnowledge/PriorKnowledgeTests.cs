using System.Net;
using System.Text;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Connections.PriorKnowledge;

/// <summary>HTTP/2 without TLS, on the port that HTTP/1.1 is spoken on.</summary>
[Trait("Category", "Process")]
public sealed class PriorKnowledgeTests
{
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private const string Curl = "/usr/bin/curl";

    private const string Site = """
        handle /shown {
        	respond "{http.request.proto}"
        }
        handle {
        	reverse_proxy $PROVIDER
        }
        """;

    [Fact]
    public async Task Both_versions_are_spoken_on_one_port()
    {
        await using var world = await StartAsync("protocols h1 h2c");

        Assert.Equal("HTTP/2.0", await (await SendAsync(world, new HttpRequestMessage(HttpMethod.Get, "/shown"))).Content.ReadAsStringAsync());
        Assert.Equal("HTTP/1.1", (await world.Client.GetAsync("/shown")).Text);
        Assert.Equal("ok", await (await SendAsync(world, new HttpRequestMessage(HttpMethod.Post, "/x") { Content = new StringContent("body") })).Content.ReadAsStringAsync());
        Assert.Equal("body", Assert.Single(world.Provider.Requests).Text);
    }

    [Fact]
    public async Task A_stream_of_an_AI_provider_comes_over_it_whole()
    {
        await using var world = await StartAsync("protocols h1 h2 h2c");
        world.Provider.Enqueue(ChatReplies.Stream());

        var answer = await SendAsync(world, new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Headers = { { "authorization", $"Bearer {GatewayConfigText.Key}" } },
            Content = new StringContent(ChatRequests.Streamed(), Encoding.UTF8, "application/json"),
        });

        Assert.Equal(HttpVersion.Version20, answer.Version);
        Assert.Equal(ChatReplies.StreamText() + ChatReplies.UsageEvent() + ChatReplies.Done, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Many_requests_run_at_once_on_one_connection_and_end_before_the_process_does()
    {
        await using var world = await StartAsync("protocols h1 h2c");
        var gate = new Gate();
        world.Provider.Otherwise(_ => Reply.Json("\"late\"").HoldHead(gate));
        using var client = NewClient();
        var answers = Enumerable.Range(0, 20).Select(_ => SendAsync(client, world, new HttpRequestMessage(HttpMethod.Get, "/x"))).ToList();
        await Patience.UntilAsync(() => Task.FromResult(world.Provider.Requests.Count), count => count == 20, "20 requests");

        world.Gateway.SendTerminate();
        await Patience.UntilAsync(() => Task.FromResult(world.Gateway.Error), log => log.Contains("draining", StringComparison.Ordinal), "the drain");
        gate.Open();

        foreach (var answer in answers)
            Assert.Equal("\"late\"", await (await answer).Content.ReadAsStringAsync());
        Assert.Equal(0, await world.Gateway.ExitAsync());
    }

    [Fact]
    public async Task Curl_speaks_it()
    {
        Assert.SkipUnless(File.Exists(Curl), "curl is not installed");
        await using var world = await StartAsync("protocols h1 h2c");

        var shown = await Executable.RunAsync(
            Curl, ["--silent", "--show-error", "--http2-prior-knowledge", "--noproxy", "*", new Uri(world.Gateway.DataUri, "/shown").AbsoluteUri], Path.GetTempPath());

        Assert.Equal((0, "HTTP/2.0"), (shown.ExitCode, shown.Output));
    }

    [Fact]
    public async Task A_preface_may_come_in_pieces()
    {
        await using var world = await StartAsync("protocols h1 h2c");
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        foreach (var piece in Encoding.ASCII.GetBytes(Preface))
            await connection.SendAsync(new byte[] { piece });
        await connection.SendAsync(new byte[] { 0, 0, 0, 4, 0, 0, 0, 0, 0 });

        // The server's own SETTINGS.
        var frame = new byte[4];
        Assert.Equal(4, await connection.Reader.ReadAsync(frame, Patience.Token()));
        Assert.Equal(4, frame[3]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PRI * HT")]
    public async Task A_connection_that_says_too_little_is_closed_after_a_while(string start)
    {
        await using var world = await StartAsync("protocols h1 h2c\ntimeouts {\n\tidle 50ms\n}");
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(start));

        Assert.Null(await connection.Reader.ReadHeadAsync(Patience.Token()));
    }

    [Fact]
    public async Task Where_it_is_not_allowed_the_preface_is_refused_as_a_request_of_an_unknown_version()
    {
        await using var world = await StartAsync("protocols h1 h2");
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(Preface));

        Assert.Equal(505, (await connection.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task Requests_of_version_1_are_judged_as_without_it()
    {
        await using var world = await StartAsync("protocols h1 h2c");
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"u8.ToArray());

        Assert.Equal(400, (await connection.ReceiveAsync()).Status);
    }

    private static async Task<World> StartAsync(string options)
    {
        var world = await World.StartAsync(new GatewayConfigText { Global = $"servers {{\n{options}\n}}", Site = Site });
        world.Provider.Otherwise(_ => Reply.Json("ok"));
        return world;
    }

    private static async Task<HttpResponseMessage> SendAsync(World world, HttpRequestMessage request)
    {
        using var client = NewClient();
        return await SendAsync(client, world, request);
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler { UseProxy = false });

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, World world, HttpRequestMessage request)
    {
        request.RequestUri = new Uri(world.Gateway.DataUri, request.RequestUri!);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        return client.SendAsync(request, Patience.Token());
    }
}
