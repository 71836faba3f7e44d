using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Answers;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>Each client reaches each provider, and neither can tell that the other speaks another protocol.</summary>
[Trait("Category", "Process")]
public sealed class TranslationTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private static readonly Dictionary<string, (Protocol Protocol, string Model)> Sides = new(StringComparer.Ordinal)
    {
        ["chat"] = (Protocol.Chat, "only-chat"),
        ["responses"] = (Protocol.Responses, "only-responses"),
        ["messages"] = (Protocol.Messages, "messages"),
        ["gemini"] = (Protocol.Gemini, "gemini"),
    };

    public static TheoryData<string, string> EachPair { get; } = new(
        from client in Sides.Keys
        from provider in Sides.Keys
        where client != provider
        select (client, provider));

    [Theory]
    [MemberData(nameof(EachPair))]
    public async Task A_plain_answer_comes_in_the_protocol_of_the_client(string client, string provider)
    {
        Provider.Enqueue(DialectReplies.Plain(provider));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model));

        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["content-type"]));
        AssertGreeting(AnswerContents.ReadAnswer(Sides[client].Protocol, answer.Body));
        await AssertBilledAsync(answer);
        Assert.Equal("provider-secret", Credential(Assert.Single(Provider.Requests)));
    }

    [Theory]
    [MemberData(nameof(EachPair))]
    public async Task A_stream_comes_in_the_grammar_of_the_client(string client, string provider)
    {
        Provider.Enqueue(DialectReplies.Stream(provider));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model, stream: true));

        Assert.Equal(200, answer.Status);
        Assert.StartsWith("text/event-stream", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Empty(StreamGrammar.FaultsOf(Sides[client].Protocol, answer.Body));
        AssertGreeting(AnswerContents.ReadStream(Sides[client].Protocol, answer.Body));
        await AssertBilledAsync(answer);
    }

    [Theory]
    [MemberData(nameof(EachPair))]
    public async Task A_stream_that_breaks_off_ends_with_an_error_of_the_clients_protocol(string client, string provider)
    {
        var events = DialectReplies.Events(provider);
        Provider.Enqueue(Reply.Sse(string.Concat(events.Take(events.Count / 2))) with { End = ReplyEnd.Cut });

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model, stream: true));

        Assert.True(answer.IsComplete);
        Assert.Contains("broke off", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\[DONE\\]|message_stop|response\\.completed|finishReason", answer.Text);
    }

    [Theory]
    [MemberData(nameof(EachPair))]
    public async Task An_error_of_the_provider_has_its_status_and_message_and_the_form_of_the_client(string client, string provider)
    {
        Provider.Enqueue(DialectReplies.Error(provider, 429));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model));

        Assert.Equal(429, answer.Status);
        var error = JsonElement.Parse(answer.Text).GetProperty("error");
        Assert.Equal("Too many of you", error.GetProperty("message").GetString());
        Assert.Equal(client switch { "messages" => "rate_limit_error", "gemini" => "RESOURCE_EXHAUSTED", _ => "rate_limit_error" },
            (client == "gemini" ? error.GetProperty("status") : error.GetProperty("type")).GetString());
    }

    [Fact]
    public async Task What_gets_lost_is_named_before_the_body_and_in_the_record()
    {
        Provider.Enqueue(DialectReplies.Plain("messages"));

        var answer = await Client.SendAsync(Request.Chat("""{"model":"messages","messages":[{"role":"user","content":"hi","name":"Al"}],"seed":7}"""));

        Assert.Equal("messages[*].name=unsupported, seed=unsupported", answer.Headers["x-ferrogate-loss"]);
        Assert.Equal("max_tokens", answer.Headers["x-ferrogate-changed"]);
        var record = await Patience.UntilAsync(() => RecordOfAsync(answer), found => found is not null, "the record");
        Assert.Equal(["messages[*].name=unsupported", "seed=unsupported"], record!.Value.GetProperty("losses").EnumerateArray().Select(loss => loss.GetString()));
    }

    [Theory]
    [InlineData("messages", null)]
    [InlineData("messages", "1")]
    public async Task A_loss_is_an_error_where_nothing_may_be_lost(string model, string? header)
    {
        var request = Request.Chat($$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}],"seed":7}""");
        Provider.Otherwise(_ => DialectReplies.Plain("messages"));

        var answer = await Client.SendAsync(header is null ? request : request.With("x-ferrogate-strict", header));

        Assert.Equal(header is null ? 200 : 400, answer.Status);
        Assert.Equal(header is null ? 1 : 0, Provider.Requests.Count);
        if (header is not null)
        {
            var error = JsonElement.Parse(answer.Text).GetProperty("error");
            Assert.Equal(("translation_loss", "seed"), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        }
    }

    [Fact]
    public async Task A_client_of_Gemini_that_asks_for_an_array_gets_one()
    {
        Provider.Enqueue(DialectReplies.Stream("chat"));

        var answer = await Client.SendAsync(Request.Post("/v1beta/models/only-chat:streamGenerateContent", """{"contents":[{"parts":[{"text":"hi"}]}]}"""));

        Assert.StartsWith("application/json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Array, answer.Json.ValueKind);
        AssertGreeting(AnswerContents.ReadStream(Protocol.Gemini, answer.Body));
        await AssertBilledAsync(answer);
    }

    [Theory]
    [InlineData("responses", "chat")]
    [InlineData("chat", "messages")]
    public async Task A_provider_that_streams_nothing_where_a_stream_was_asked_for_is_streamed(string client, string provider)
    {
        Provider.Enqueue(DialectReplies.Plain(provider));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model, stream: true));

        Assert.StartsWith("text/event-stream", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Empty(StreamGrammar.FaultsOf(Sides[client].Protocol, answer.Body));
        AssertGreeting(AnswerContents.ReadStream(Sides[client].Protocol, answer.Body));
        await AssertBilledAsync(answer);
    }

    [Theory]
    [InlineData("chat", "messages", "overloaded_error", 529)]
    [InlineData("messages", "chat", "server_error", 500)]
    public async Task An_answer_that_is_an_error_is_none(string client, string provider, string code, int status)
    {
        Provider.Enqueue(Reply.Json(provider == "messages"
            ? """{"type":"error","error":{"type":"overloaded_error","message":"no"}}"""
            : """{"error":{"message":"no","type":"server_error","code":"server_error"}}"""));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model));

        Assert.Equal((status, code), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData("chat", "messages", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n")]
    [InlineData("messages", "chat", "data: {\"error\":{\"message\":\"busy\",\"code\":\"server_error\"}}\n\n")]
    [InlineData("gemini", "chat", "data: {\"error\":{\"code\":503}}\n\n")]
    [InlineData("responses", "gemini", "data: {\"error\":{\"code\":503,\"message\":\"busy\",\"status\":\"UNAVAILABLE\"}}\r\n\r\n")]
    public async Task An_error_inside_a_stream_is_its_end_whatever_comes_behind_it(string client, string provider, string error)
    {
        var events = DialectReplies.Events(provider);
        var middle = events.Count / 2;
        Provider.Enqueue(Reply.Sse(string.Concat(events.Take(middle)) + error + string.Concat(events.Skip(middle))));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model, stream: true));

        Assert.DoesNotMatch("\\[DONE\\]|message_stop|response\\.completed|finishReason", answer.Text);
        Assert.Matches("busy|failed", answer.Text);
        Assert.Equal("provider_error", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Theory]
    [InlineData("chat", """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{\"a\":"}}]},"finish_reason":null}]}""", """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"gpt-x","choices":[{"index":0,"delta":{},"finish_reason":"length"}]}""", "[DONE]")]
    [InlineData("responses", """{"type":"response.created","response":{"id":"r","status":"in_progress","output":[]}}""", """{"type":"response.output_item.done","output_index":0,"item":{"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"{\"a\":"}}""", """{"type":"response.incomplete","response":{"id":"r","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[],"usage":{"input_tokens":7,"output_tokens":3,"total_tokens":10}}}""")]
    public async Task A_call_that_broke_off_is_an_error_of_the_stream_where_it_cannot_be_said(string provider, params string[] events)
    {
        Provider.Enqueue(Reply.Sse(string.Concat(events.Select(data => $"data: {data}\n\n"))));

        var answer = await Client.SendAsync(DialectRequests.Of("gemini", Sides[provider].Model, stream: true));

        Assert.Contains("cannot be said", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("finishReason", answer.Text, StringComparison.Ordinal);
        Assert.Equal("gateway_error", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Theory]
    [MemberData(nameof(EachPair))]
    public async Task A_stream_that_ends_in_the_middle_of_an_event_broke_off(string client, string provider)
    {
        var events = DialectReplies.Events(provider);
        Provider.Enqueue(Reply.Sse(string.Concat(events.Take(events.Count / 2)) + events[events.Count / 2][..^20]));

        var answer = await Client.SendAsync(DialectRequests.Of(client, Sides[provider].Model, stream: true));

        Assert.Contains("broke off", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\[DONE\\]|message_stop|response\\.completed|finishReason", answer.Text);
        Assert.Equal("upstream_cut", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_client_of_Messages_finds_the_id_of_its_request_where_it_looks_for_it()
    {
        Provider.Enqueue(DialectReplies.Plain("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("messages", "only-chat"));

        Assert.Equal(answer.Headers["x-request-id"], answer.Headers["request-id"]);
    }

    [Fact]
    public async Task A_model_that_is_strict_refuses_losses_of_every_client()
    {
        var answer = await Client.SendAsync(Request.Post("/v1/messages", """{"model":"strict","max_tokens":9,"top_k":3,"messages":[{"role":"user","content":"hi"}]}"""));

        Assert.Equal((400, "translation_loss"), (answer.Status, answer.ErrorCode));
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_lost_part_of_an_answer_is_an_error_where_nothing_may_be_lost_and_is_paid_for()
    {
        Provider.Enqueue(Reply.Json("""{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-x","choices":[{"index":0,"message":{"role":"assistant","content":"Hello","audio":{"id":"a"}},"finish_reason":"stop"}],"usage":{"prompt_tokens":7,"completion_tokens":3,"total_tokens":10}}"""));

        var answer = await Client.SendAsync(DialectRequests.Of("messages", "strict"));

        Assert.Equal((502, "translation_loss"), (answer.Status, answer.ErrorCode));
        await AssertBilledAsync(answer);
    }

    [Fact]
    public async Task A_lost_part_of_a_stream_ends_it_with_an_error_where_nothing_may_be_lost()
    {
        var events = DialectReplies.Events("chat").ToList();
        events.Insert(2, "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":{\"audio\":{\"id\":\"a\"}},\"finish_reason\":null}]}\n\n");
        Provider.Otherwise(_ => Reply.Sse(string.Concat(events)));

        var lenient = await Client.SendAsync(DialectRequests.Of("messages", "only-chat", stream: true));
        var strict = await Client.SendAsync(DialectRequests.Of("messages", "strict", stream: true));

        Assert.Empty(StreamGrammar.FaultsOf(Protocol.Messages, lenient.Body));
        Assert.Contains(": ferrogate-loss choices[*].delta.audio=unknown\n", lenient.Text, StringComparison.Ordinal);
        Assert.Contains("translation_loss", strict.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("message_stop", strict.Text, StringComparison.Ordinal);
        await AssertBilledAsync(strict);
    }

    [Fact]
    public async Task A_request_that_its_own_protocol_does_not_allow_is_refused_before_anybody_is_asked()
    {
        var answer = await Client.SendAsync(Request.Chat("""{"model":"messages","messages":[{"role":"nobody","content":"hi"}]}"""));
        var twice = await Client.SendAsync(Request.Chat("""{"model":"messages","messages":[{"role":"user","content":"hi","content":"ho"}]}"""));

        Assert.Equal((400, "messages[*].role"), (answer.Status, JsonElement.Parse(answer.Text).GetProperty("error").GetProperty("param").GetString()));
        Assert.Equal(400, twice.Status);
        Assert.Empty(Provider.Requests);
    }

    [Theory]
    [InlineData("{\\\"a\\\":")]
    [InlineData("[1]")]
    [InlineData("{}{}")]
    public async Task A_call_that_cannot_be_said_ends_a_stream_with_an_error_although_the_provider_ended_its_own(string arguments)
    {
        var events = DialectReplies.Events("chat").ToList();
        var call = $$$"""{"tool_calls":[{"index":0,"id":"c1","type":"function","function":{"name":"f","arguments":"{{{arguments}}}"}}]}""";
        events.Insert(3, "data: {\"id\":\"chatcmpl-1\",\"choices\":[{\"index\":0,\"delta\":" + call + ",\"finish_reason\":null}]}\n\n");
        Provider.Enqueue(Reply.Sse(string.Concat(events)));

        var answer = await Client.SendAsync(DialectRequests.Of("gemini", "only-chat", stream: true));

        Assert.Contains("\"reason\":\"translation_loss\"", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("usageMetadata", answer.Text, StringComparison.Ordinal);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal("gateway_error", entry.Ending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_holds_no_answer_is_an_error_and_no_empty_answer(bool stream)
    {
        Provider.Enqueue(Reply.Json("""{"error":{"code":500}}"""));

        var answer = await Client.SendAsync(DialectRequests.Of("messages", "only-chat", stream));

        Assert.Equal((502, "provider_error"), (answer.Status, answer.ErrorCode));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    public async Task An_error_that_names_the_gateways_credential_is_kept_from_callers_with_status_200_too(string client)
    {
        Provider.Enqueue(Reply.Json("""{"error":{"message":"Incorrect API key: provider-secret","type":"invalid_request_error"}}"""));

        var answer = await Client.SendAsync(DialectRequests.Of(client, "only-chat"));

        Assert.Equal((502, "provider_auth_error"), (answer.Status, answer.ErrorCode));
        Assert.DoesNotContain("provider-secret", answer.Text, StringComparison.Ordinal);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((0L, 0L), (entry.InputTokens, entry.OutputTokens));
    }

    private static void AssertGreeting(AnswerContents answer)
    {
        var candidate = Assert.Single(answer.Candidates);
        Assert.Equal(("Hello", FinishReason.Stop), (candidate.Text, candidate.Finish));
        Assert.True(answer.Usage is null or { Input: 7, Output: 3 });
    }

    private async Task AssertBilledAsync(Answer answer)
    {
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((7L, 3L, "provider"), (entry.InputTokens, entry.OutputTokens, entry.UsageSource));
    }

    private async Task<JsonElement?> RecordOfAsync(Answer answer)
    {
        var records = (await World.Admin.ListAsync("request-logs")).GetProperty("data").EnumerateArray();
        return records.Where(record => record.GetProperty("exchange_id").GetString() == answer.Headers["x-ferrogate-exchange-id"])
            .Select(record => (JsonElement?)record).FirstOrDefault();
    }

    private static string? Credential(ReceivedRequest request) =>
        request.Headers["x-api-key"] ?? request.Headers["x-goog-api-key"] ?? request.Headers["authorization"]?["Bearer ".Length..];
}
