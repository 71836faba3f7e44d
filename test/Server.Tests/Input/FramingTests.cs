using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Input;

/// <summary>Messages whose framing two servers could read differently: they must not become two requests.</summary>
[Trait("Category", "Process")]
public sealed class FramingTests(FramingTests.Site site) : WorldTests(site), IClassFixture<FramingTests.Site>
{
    private const string AiPath = "/v1/chat/completions";
    private const string ProxyPath = "/proxied";

    private static readonly string[] Paths = [AiPath, ProxyPath];

    /// <summary>An AI gateway, a proxy, and a log of everything.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Global = "telemetry {\n\taccess_log all\n\taccess_log_error_rate_limit_per_sec 100000\n}",
        Site = "handle /proxied* {\n\treverse_proxy $PROVIDER\n}",
    });

    /// <summary>Heads after the request line, with what belongs behind them, and the status.</summary>
    public static TheoryData<string, string, int> FaultyHeads
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var path in Paths)
            {
                foreach (var (head, status) in FaultyHeadLines)
                    data.Add(path, head, status);
            }

            return data;
        }
    }

    public static TheoryData<string, string> FaultyBodies
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var path in Paths)
            {
                foreach (var body in FaultyChunks)
                    data.Add(path, body);
            }

            return data;
        }
    }

    private static (string Head, int Status)[] FaultyHeadLines { get; } =
    [
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: +4\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: 0x4\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: 4, 4\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501),
        ("HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\nHost: x\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\nX: y\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nX: y\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nX: y\r\n\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nX: a\rb\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nX: y\r\n folded\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\n\tFolded: y\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nContent-Length : 4\r\n\r\n{}  ", 400),
        ("HTTP/1.1\r\nHost: x\r\nTransfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", 400),
        ("HTTP/1.1\r\nHost: x\r\nhost: y\r\n\r\n", 400),
        ("HTTP/1.1\r\nX: y\r\n\r\n", 400),
        ("HTTP/2.0\r\nHost: x\r\n\r\n", 505),
    ];

    private static string[] FaultyChunks { get; } =
    [
        "5\nhello\r\n0\r\n\r\n",
        "5;x=y\nhello\r\n0\r\n\r\n",
        "5;x=\rhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello!\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\n\r\n",
        "5\r\nhello\r\n0\r\n\n",
        "5\r\nhello\r\n0\r\nX: y\n\r\n",
        "5\r\nhello\r\n0\r\nX : y\r\n\r\n",
        "5\r\nhello\r\n0\r\ncontent-length: 5\r\n\r\n",
        "5\r\nhello\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "5 \r\nhello\r\n0\r\n\r\n",
        "\r\n5\r\nhello\r\n0\r\n\r\n",
        "fffffffffffffffff\r\nhello\r\n0\r\n\r\n",
        $"5;{new string('x', 5000)}\r\nhello\r\n0\r\n\r\n",
    ];

    [Theory]
    [MemberData(nameof(FaultyHeads))]
    public async Task A_head_that_can_be_read_in_two_ways_is_refused_and_the_connection_closed(string path, string head, int status)
    {
        await using var connection = await SendAsync($"POST {path} {head}GET {ProxyPath}/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");

        await AssertRefusedAsync(connection, status);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [MemberData(nameof(FaultyBodies))]
    public async Task A_body_whose_chunks_can_be_read_in_two_ways_is_refused_and_the_connection_closed(string path, string body)
    {
        Provider.Otherwise(_ => Reply.Json("{}"));
        await using var connection = await SendAsync(
            $"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GatewayConfigText.Key}\r\nContent-Type: application/json\r\n"
            + $"Transfer-Encoding: chunked\r\n\r\n{body}GET {ProxyPath}/smuggled HTTP/1.1\r\nHost: x\r\n\r\n");

        await AssertRefusedAsync(connection, 400);
        Assert.DoesNotContain(Provider.Requests, request => request.Target.Contains("smuggled", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_comes_after_the_answers_to_what_was_asked_before()
    {
        var gate = new Gate();
        Provider.Enqueue(Reply.Json("{\"number\":1}").HoldHead(gate));
        await using var connection = await SendAsync(
            $"GET {ProxyPath} HTTP/1.1\r\nHost: x\r\n\r\nGET {ProxyPath}/next HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n");
        await gate.ReachedAsync();
        gate.Open();

        var first = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((200, "{\"number\":1}"), (first.Status, first.Text));
        await AssertRefusedAsync(connection, 400);
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task A_refusal_is_in_the_log_with_its_reason_and_as_much_of_the_request_as_could_be_read()
    {
        await using var connection = await SendAsync($"POST {ProxyPath}/told HTTP/1.1\r\nHost: told.example\r\nTransfer-Encoding: x\r\n\r\n");
        await AssertRefusedAsync(connection, 400);
        await using var first = await SendAsync($"POST {ProxyPath}/first HTTP/1.1\nHost: told.example\r\n\r\n");
        await AssertRefusedAsync(first, 400);

        await Patience.UntilAsync(
            () => Task.FromResult(World.Gateway.Error),
            log => log.Contains("/proxied/told", StringComparison.Ordinal) && log.Contains("/proxied/first", StringComparison.Ordinal),
            "the lines of the refused requests");
        Assert.Matches("\"method\":\"POST\",\"host\":\"told.example\",\"uri\":\"/proxied/told\".*\"status\":400.*\"error_code\":\"invalid_request\"", World.Gateway.Error);
    }

    [Fact]
    public async Task Requests_one_after_the_other_on_one_connection_are_answered_in_order()
    {
        Provider.Enqueue(ChatReplies.Plain(content: "first")).Enqueue(ChatReplies.Plain(content: "second"));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Plain()));
        await connection.SendAsync(Request.Chat(ChatRequests.Plain()).As(GatewayConfigText.Key));

        var first = await (await connection.ReceiveAsync()).ReadToEndAsync();
        var second = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((ChatReplies.PlainText(content: "first"), ChatReplies.PlainText(content: "second")), (first.Text, second.Text));
        Assert.NotEqual(first.Headers["x-ferrogate-exchange-id"], second.Headers["x-ferrogate-exchange-id"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task What_is_right_passes_wherever_it_is_cut(int piece)
    {
        Provider.Otherwise(request => Reply.Json($"\"{request.Method} {request.Target} {request.Text}\""));
        await using var connection = await Connection.OpenAsync(World.Gateway.DataUri);
        var bytes = Encoding.ASCII.GetBytes(
            $"\r\nPOST {ProxyPath}/1 HTTP/1.1\r\nHost: x\r\ncontent-length:5\r\nX:\r\n\r\nhello\r\n"
            + $"POST {ProxyPath}/2 HTTP/1.1\r\nhost: x\r\nTransfer-Encoding:\tChunked \r\n\r\n3\r\nhel\r\n0002;a=\"b\"\r\nlo\r\n0\r\nTrailer: x\r\n\r\n"
            + $"GET {ProxyPath}/3 HTTP/1.1\r\nConnection: keep-alive, Upgrade\r\nUpgrade: other\r\nHost: x\r\n\r\n"
            + $"POST {ProxyPath}/4 HTTP/1.0\r\nContent-Length: 3\r\nConnection: keep-alive\r\n\r\nend");
        var sent = SendInPiecesAsync(connection, bytes, piece);

        var answers = new List<string>();
        for (var request = 0; request < 4; request++)
            answers.Add((await (await connection.ReceiveAsync()).ReadToEndAsync()).Text);
        await sent;

        Assert.Equal(
            ["\"POST /proxied/1 hello\"", "\"POST /proxied/2 hello\"", "\"GET /proxied/3 \"", "\"POST /proxied/4 end\""], answers);
    }

    private static async Task SendInPiecesAsync(Connection connection, byte[] bytes, int piece)
    {
        for (var at = 0; at < bytes.Length; at += piece)
        {
            await connection.SendAsync(bytes.AsMemory(at, Math.Min(piece, bytes.Length - at)));
            await Task.Yield();
        }
    }

    private static async Task AssertRefusedAsync(Connection connection, int status)
    {
        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        ErrorAssert.IsRefusal(answer, status, "invalid_request");
        Assert.Equal("close", answer.Headers["connection"]);
        Assert.Equal(0, await connection.Reader.ReadAsync(new byte[1], Patience.Token()));
    }

    private async Task<Connection> SendAsync(string bytes)
    {
        var connection = await Connection.OpenAsync(World.Gateway.DataUri);
        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.Latin1.GetBytes(bytes));
        return connection;
    }
}
