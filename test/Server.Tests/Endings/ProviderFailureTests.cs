using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>Every way in which a provider can fail: what the client is told, and the one entry that says how it ended.</summary>
[Trait("Category", "Process")]
public sealed class ProviderFailureTests(ProviderFailureTests.Site site) : WorldTests(site), IClassFixture<ProviderFailureTests.Site>
{
    private const int ResponseLimit = 64 * 1024;

    /// <summary>No retries, a second for the first byte of a stream, small answers, and one provider that is not there.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Reliability = $"""
            provider_dispatch_max_retries 0
            provider_dispatch_timeout_secs 1
            provider_response_body_max_bytes {ResponseLimit}
            """,
        Ai = """
            provider gone {
            	kind openai-compatible
            	base_url http://127.0.0.1:1/v1
            	api_key provider-secret
            }
            model gone-chat -> gone:gpt-4o-mini
            """,
    });

    [Theory]
    [InlineData(ReplyEnd.Cut)]
    [InlineData(ReplyEnd.Reset)]
    [InlineData(ReplyEnd.Proper)]
    public async Task A_stream_that_breaks_off_ends_with_an_error_event_and_without_DONE(ReplyEnd end)
    {
        var text = ChatReplies.Word("one") + ChatReplies.Word("two");
        var gate = new Gate();
        Provider.Enqueue((Reply.Sse(text) with { End = end }).HoldAt(text.Length, gate));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadAtLeastAsync(text.Length);
        gate.Open();

        var answer = await live.ReadToEndAsync();

        Assert.Equal(200, answer.Status);
        Assert.StartsWith(text, answer.Text, StringComparison.Ordinal);
        AssertEndsWithInterruption(answer);
        await HasEntryAsync(answer, "upstream_cut", 200, "gateway");
    }

    [Fact]
    public async Task A_stream_that_breaks_off_inside_an_event_does_not_glue_the_error_to_it()
    {
        var text = ChatReplies.Word("one") + ChatReplies.Word("two");
        var gate = new Gate();
        Provider.Enqueue(Reply.Sse(text[..^30]).HoldAt(text.Length - 30, gate).ThenCut());
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));
        gate.Open();

        var answer = await live.ReadToEndAsync();

        AssertEndsWithInterruption(answer);
        await HasEntryAsync(answer, "upstream_cut", 200, "gateway");
    }

    [Fact]
    public async Task A_stream_with_a_finish_but_without_DONE_is_complete()
    {
        var text = ChatReplies.StreamText() + ChatReplies.UsageEvent(31, 5);
        Provider.Enqueue(Reply.Sse(text));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal((text, true), (answer.Text, answer.IsComplete));
        var entry = await HasEntryAsync(answer, "finished", 200, "provider");
        Assert.Equal((31L, 5L), (entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task An_error_event_of_the_provider_passes_as_it_is()
    {
        var text = ChatReplies.Word("one") + "data: {\"error\":{\"message\":\"overloaded\",\"type\":\"server_error\",\"code\":null}}\n\n";
        Provider.Enqueue(Reply.Sse(text));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal((text, true), (answer.Text, answer.IsComplete));
        await HasEntryAsync(answer, "provider_error", 200, "gateway");
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task An_error_of_the_provider_passes_with_its_status_and_bytes(int status)
    {
        const string Body = "{ \"error\" : {\"message\":\"No \\u00e4nderung\",\"type\":\"x\",\"zz\":1} }\n";
        foreach (var request in (string[])[ChatRequests.Plain(), ChatRequests.Streamed()])
        {
            Provider.Enqueue(Reply.Json(Body, status));

            var answer = await Client.ChatAsync(request);

            Assert.Equal((status, Body, "application/json"), (answer.Status, answer.Text, answer.Headers["content-type"]));
            ErrorAssert.HasIds(answer.Headers);
            await HasEntryAsync(answer, "provider_error", status, "gateway");
        }
    }

    [Theory]
    [InlineData(401, "anything at all")]
    [InlineData(401, """{"error":{"message":"Incorrect API key provided: provi***cret.","type":"invalid_request_error","code":"invalid_api_key"}}""")]
    [InlineData(403, """{"error":{"message":"Invalid API key provided: provi***cret.","type":"invalid_request_error","code":"invalid_api_key"}}""")]
    public async Task A_refusal_of_our_credential_is_502_without_the_providers_text(int status, string body)
    {
        Provider.Enqueue(Reply.Json(body, status));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(answer, 502, "provider_auth_error");
        Assert.DoesNotContain("provi***cret", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("anything", answer.ToString(), StringComparison.Ordinal);
        await HasEntryAsync(answer, "provider_error", 502, "gateway");
    }

    [Fact]
    public async Task A_provider_that_refuses_connections_is_502_and_leaves_one_entry()
    {
        var answer = await Client.ChatAsync(ChatRequests.Plain("gone-chat"));

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
        var entry = await World.Admin.EntryOfModelAsync("gone-chat");
        Assert.Equal(("unreachable", 502), (entry.Ending, entry.Status));
        Assert.Equal(0, entry.CostNanoUsd ?? 0);
    }

    [Fact]
    public async Task A_provider_that_resets_before_it_answers_is_502()
    {
        Provider.Otherwise(_ => Reply.Dead());

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
        await HasEntryAsync(answer, "unreachable", 502, "gateway");
    }

    [Fact]
    public async Task The_dispatch_timeout_is_for_the_first_byte_of_a_stream_and_never_for_a_plain_answer()
    {
        var (plainGate, streamGate) = (new Gate(), new Gate());
        Provider.Otherwise(request => request.Json.TryGetProperty("stream", out _)
            ? ChatReplies.Stream().HoldHead(streamGate)
            : ChatReplies.Plain().HoldHead(plainGate));
        await using var plain = await Client.StartAsync(Request.Chat(ChatRequests.Plain()));
        await plainGate.ReachedAsync();

        // The stream begins after the plain request: when its time is up, the plain one has waited for longer.
        var stream = await Client.ChatAsync(ChatRequests.Streamed());
        plainGate.Open();
        var answer = await (await plain.ReceiveAsync()).ReadToEndAsync();

        ErrorAssert.IsRefusal(stream, 504, "provider_dispatch_error");
        await HasEntryAsync(stream, "unreachable", 504, "gateway");
        await Provider.Requests.Single(request => request.Json.TryGetProperty("stream", out _)).AbandonedAsync();
        Assert.Equal((200, ChatReplies.PlainText()), (answer.Status, answer.Text));
    }

    [Fact]
    public async Task The_dispatch_timeout_does_not_cut_a_stream_that_has_begun()
    {
        var (started, late) = (new Gate(), new Gate());
        var text = ChatReplies.Word("one") + ChatReplies.StreamText("two") + ChatReplies.Done;
        Provider.Otherwise(request => request.Text.Contains("late", StringComparison.Ordinal)
            ? Reply.Sse(text).HoldHead(late)
            : Reply.Sse(text).HoldAfter(ChatReplies.Word("one"), started));
        await using var slow = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await slow.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        // The timeout passes for another one while this one stands still.
        var timedOut = await Client.ChatAsync(ChatRequests.Streamed().Replace("hello", "late", StringComparison.Ordinal));
        started.Open();
        var answer = await live.ReadToEndAsync();

        Assert.Equal(504, timedOut.Status);
        Assert.Equal((text, true), (answer.Text, answer.IsComplete));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plain_answer_over_the_limit_is_never_presented_as_whole(bool chunked)
    {
        var body = ChatReplies.PlainText(content: new string('x', 4 * ResponseLimit));
        Provider.Enqueue(Reply.Json(body) with { Chunked = chunked });

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        if (answer.Status == 502)
            ErrorAssert.IsRefusal(answer, 502, "provider_response_too_large");
        else
            Assert.False(answer.IsComplete, "It was presented as whole");
        await HasEntryAsync(answer, "gateway_error", answer.Status, "gateway");
    }

    [Fact]
    public async Task A_stream_whose_event_is_over_the_limit_ends_with_an_error_event()
    {
        Provider.Enqueue(Reply.Sse(ChatReplies.Word("one") + ChatReplies.Word(new string('x', 4 * ResponseLimit)) + ChatReplies.Done));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.DoesNotContain(ChatReplies.Done, answer.Text, StringComparison.Ordinal);
        Assert.Contains("provider_response_too_large", answer.Text, StringComparison.Ordinal);
        await HasEntryAsync(answer, "gateway_error", 200, "gateway");
    }

    [Fact]
    public async Task A_plain_answer_that_is_cut_is_never_presented_as_whole()
    {
        Provider.Enqueue(ChatReplies.Plain().StopAt(40).ThenCut());

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        if (answer.Status != 502)
            Assert.False(answer.IsComplete, $"It was presented as whole: {answer}");
        await HasEntryAsync(answer, "upstream_cut", answer.Status, "gateway");
    }

    [Fact]
    public async Task An_answer_before_the_request_was_read_passes()
    {
        Provider.Enqueue(Reply.Error(413, "Too long for me").WithoutReadingBody());
        var body = ChatRequests.Plain().Replace("hello", new string('h', 8 << 20), StringComparison.Ordinal);

        var answer = await Client.ChatAsync(body);

        // The provider's refusal, or a 502 where writing failed before it could be read.
        Assert.Contains(answer.Status, (int[])[413, 502]);
        Assert.Single(await World.Admin.WaitForBillingEventsAsync(
            all => all.Any(entry => entry.ExchangeId == answer.Headers["x-ferrogate-exchange-id"]), "its entry"),
            entry => entry.ExchangeId == answer.Headers["x-ferrogate-exchange-id"]);
    }

    private async Task<BillingEvent> HasEntryAsync(Answer answer, string ending, int status, string teller)
    {
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((ending, status, teller), (entry.Ending, entry.Status, entry.Teller));
        return entry;
    }

    private static void AssertEndsWithInterruption(Answer answer)
    {
        Assert.DoesNotContain("[DONE]", answer.Text, StringComparison.Ordinal);
        var last = answer.Text.TrimEnd('\n').Split("\n\n")[^1];
        Assert.StartsWith("data: {", last, StringComparison.Ordinal);
        var error = JsonElement.Parse(last["data: ".Length..]).GetProperty("error");
        Assert.Equal("provider_stream_interrupted", error.GetProperty("code").GetString());
        Assert.EndsWith("\n\n", answer.Text, StringComparison.Ordinal);
    }
}
