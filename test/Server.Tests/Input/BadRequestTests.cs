using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Input;

/// <summary>What a caller can do wrong, what it is told, and that no provider hears of it.</summary>
[Trait("Category", "Process")]
public sealed class BadRequestTests(BadRequestTests.Site site) : WorldTests(site), IClassFixture<BadRequestTests.Site>
{
    /// <summary>A world with a small limit for bodies.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Reliability = $"request_body_max_bytes {BadRequest.BodyLimit}" });

    public static TheoryData<string> Names => [.. BadRequest.All.Select(request => request.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_request_is_refused_clearly_and_reaches_no_provider(string name)
    {
        var bad = BadRequest.All.Single(request => request.Name == name);

        var answer = await Client.SendAsync(bad.Request);

        ErrorAssert.IsRefusal(answer, bad.Status, bad.Code);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_body_that_stops_half_way_is_refused_and_reaches_no_provider()
    {
        await using var connection = await Client.StartAsync(Request.Chat("""{"model":"fast-chat",""").With("content-length", "500"));
        connection.FinishSending();

        // The client said that no more comes, so the answer may also be a closed connection.
        try
        {
            Assert.Equal(400, (await connection.ReceiveAsync()).Status);
        }
        catch (IOException)
        {
            // Closed without an answer.
        }

        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_client_that_resets_half_way_is_no_matter_for_the_next_one()
    {
        var connection = await Client.StartAsync(Request.Chat("""{"model":"fast-chat",""").With("content-length", "500"));
        connection.Reset();
        Provider.Enqueue(ChatReplies.Plain());

        Assert.Equal(200, (await Client.ChatAsync(ChatRequests.Plain())).Status);
        Assert.Single(Provider.Requests);
    }

    [Fact]
    public async Task Lone_surrogate_escapes_and_unknown_members_pass_untouched()
    {
        const string Body = """{ "zz_unknown" : {"deep":[1e400,-0.0,1E+2]} ,"model" :"fast-chat","messages":[{"role":"user","content":"\ud800 \uDFFF \u0000","role":"user"}] }""";
        Provider.Enqueue(ChatReplies.Plain());

        var answer = await Client.ChatAsync(Body);

        Assert.Equal(200, answer.Status);
        Assert.Equal(Body.Replace("fast-chat", "gpt-4o-mini", StringComparison.Ordinal), Assert.Single(Provider.Requests).Text);
    }

    [Fact]
    public async Task A_model_name_that_is_escaped_is_understood_and_replaced()
    {
        Provider.Enqueue(ChatReplies.Plain());

        var answer = await Client.ChatAsync("""{"m\u006fdel":"fast\u002dchat","messages":[]}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal("""{"m\u006fdel":"gpt-4o-mini","messages":[]}""", Assert.Single(Provider.Requests).Text);
    }

    [Fact]
    public async Task Depth_250_passes()
    {
        var body = $$"""{"model":"fast-chat","x":{{new string('[', 249)}}{{new string(']', 249)}},"messages":[]}""";
        Provider.Enqueue(ChatReplies.Plain());

        Assert.Equal(200, (await Client.ChatAsync(body)).Status);
        Assert.Equal(body.Replace("fast-chat", "gpt-4o-mini", StringComparison.Ordinal), Assert.Single(Provider.Requests).Text);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_passes_in_chunks_and_by_its_length()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var around = """{"model":"fast-chat","user":"","messages":[]}""";
        var body = around.Insert(around.IndexOf("\",\"messages", StringComparison.Ordinal), new string('u', BadRequest.BodyLimit - around.Length));

        Assert.Equal(200, (await Client.ChatAsync(body)).Status);
        Assert.Equal(200, (await Client.SendAsync(Request.Chat(body) with { ChunkSize = 1000 })).Status);
        Assert.All(Provider.Requests, request => Assert.Equal(body.Replace("fast-chat", "gpt-4o-mini", StringComparison.Ordinal), request.Text));
    }

    [Fact]
    public async Task Expect_100_continue_is_granted_to_those_who_may_ask()
    {
        Provider.Enqueue(ChatReplies.Plain());
        var body = ChatRequests.Plain();
        await using var connection = await Client.StartAsync(new Request("POST", "/v1/chat/completions")
            .With("content-type", "application/json").With("content-length", $"{body.Length}").With("expect", "100-continue"));

        var interim = await connection.Reader.ReadHeadAsync(Testing.Patience.Token());
        await connection.SendAsync((ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(body));

        Assert.Equal(100, interim?.Status);
        Assert.Equal(200, (await connection.ReceiveAsync()).Status);
    }

    [Theory]
    [InlineData("kept-as.it_is-1", true)]
    [InlineData("no spaces", false)]
    [InlineData("no/slash", false)]
    [InlineData("no<tag>", false)]
    public async Task A_request_id_of_the_client_is_kept_if_it_is_a_plain_word(string id, bool kept)
    {
        var answer = await Client.SendAsync(Request.Get("/v1/models").With("x-request-id", id));

        ErrorAssert.HasIds(answer.Headers);
        Assert.Equal(kept, answer.Headers["x-request-id"] == id);
    }

    [Fact]
    public async Task A_request_id_of_more_than_128_characters_is_not_kept()
    {
        var kept = await Client.SendAsync(Request.Get("/v1/models").With("x-request-id", new string('a', 128)));
        var replaced = await Client.SendAsync(Request.Get("/v1/models").With("x-request-id", new string('a', 129)));

        Assert.Equal(new string('a', 128), kept.Headers["x-request-id"]);
        ErrorAssert.HasIds(replaced.Headers);
    }

    [Fact]
    public async Task The_trace_id_is_that_of_the_clients_traceparent()
    {
        var answer = await Client.SendAsync(Request.Get("/v1/models")
            .With("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        Assert.Equal("0af7651916cd43dd8448eb211c80319c", answer.Headers["x-trace-id"]);
    }
}
