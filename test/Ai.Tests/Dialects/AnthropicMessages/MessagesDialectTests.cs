using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages;

/// <summary>What is read of Anthropic Messages, and what its clients read from us.</summary>
public sealed class MessagesDialectTests
{
    private static readonly MessagesDialect Dialect = MessagesDialect.Instance;

    [Fact]
    public void An_envelope_says_model_stream_and_limit()
    {
        var envelope = Reading.Envelope(Dialect, """{"max_tokens":7,"model":"claude","stream":true,"messages":[]}""");

        Assert.Equal(("claude", true, 7L, 1L), (envelope.Model, envelope.Stream, envelope.MaxOutputTokens, envelope.Choices));
        Assert.False(envelope.NeedsUsageInjection);
    }

    [Theory]
    [InlineData("""{"model":"m"}""", "messages")]
    [InlineData("""{"messages":[]}""", "model")]
    [InlineData("""{"model":"m","messages":{}}""", "messages")]
    [InlineData("""{"model":"m","messages":[],"max_tokens":-1}""", "max_tokens")]
    [InlineData("""{"model":"m","messages":[],"Max_Tokens":1}""", "Max_Tokens")]
    [InlineData("""{"model":"m","messages":[],"System":"x"}""", "System")]
    [InlineData("""{"model":"m","messages":[],"messages":[]}""", "messages")]
    [InlineData("""{"model":"m","messages":[],"stream":1}""", "stream")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string body, string parameter) =>
        Assert.Equal(parameter, Reading.Refused(Dialect, body).Parameter);

    [Theory]
    [InlineData("""{"model":"m","messages":[],"container":"container_1"}""", true)]
    [InlineData("""{"model":"m","messages":[],"container":{"skills":[],"id":"container_1"}}""", true)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_\u0069d":"file_1"}}]}]}""", true)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"file_id":"file_1","type":"container_upload"}]}]}""", true)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"tool_result","content":[{"type":"document","source":{"type":"file","file_id":"f"}}]}]}]}""", true)]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"read","input":{"file_id":"mine","source":{"file_id":"x"}}}]}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","content":[{"type":"code_execution_tool_result","content":[{"type":"code_execution_output","file_id":"f"}]}]}]}""", false)]
    [InlineData("""{"model":"m","messages":[],"tools":[{"name":"read","input_schema":{"properties":{"file_id":{"type":"string"},"source":{"file_id":1}}}}]}""", false)]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"file_id"}],"container":{"id":null,"skills":[{"id":"a"}]}}""", false)]
    [InlineData("""{"model":"m","messages":[],"container":null}""", false)]
    public void What_refers_to_something_stored_is_refused(string body, bool isRefused)
    {
        if (isRefused)
            Assert.Equal(RefusalCodes.StoredResponseUnsupported, Reading.Refused(Dialect, body).Code);
        else
            Reading.Envelope(Dialect, body);
    }

    [Theory]
    [InlineData("\"type\":\"text\",\"data\":\"*\"", 44_000)]
    [InlineData("\"data\":\"*\",\"type\":\"text\"", 44_000)]
    [InlineData("\"type\":\"base64\",\"data\":\"*\"", 8_192)]
    public void Text_that_looks_like_base64_is_text_where_it_says_so(string source, long least)
    {
        var text = $$$"""{"model":"m","messages":[{"role":"user","content":[{"type":"document","source":{{{{source}}}}}]}]}""";
        var bound = Reading.Envelope(Dialect, text.Replace("*", new string('A', 44_000), StringComparison.Ordinal)).InputBound;

        Assert.InRange(bound, least, least + 500);
    }

    [Fact]
    public async Task Only_the_value_of_the_model_changes_on_the_way() => Assert.Equal(
        """{ "model" : "claude-x", "messages":[], "thinking":{"budget_tokens":1.0}}""",
        await Reading.Spliced(Dialect, """{ "model" : "m", "messages":[], "thinking":{"budget_tokens":1.0}}""", "claude-x"));

    [Theory]
    [InlineData("""{"usage":{"input_tokens":5,"output_tokens":2}}""", 5L, null, null, null, 2L)]
    [InlineData("""{"usage":{"input_tokens":5,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"output_tokens":2}}""", 135L, 100L, 30L, null, 2L)]
    [InlineData("""{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":20,"ephemeral_5m_input_tokens":10},"cache_creation_input_tokens":30,"input_tokens":5,"output_tokens":2}}""", 35L, null, 10L, 20L, 2L)]
    [InlineData("""{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":20},"cache_creation_input_tokens":30,"input_tokens":5,"output_tokens":2}}""", 35L, null, 10L, 20L, 2L)]
    [InlineData("""{"usage":{"cache_creation":{"ephemeral_1h_input_tokens":0,"ephemeral_5m_input_tokens":10},"cache_creation_input_tokens":30,"input_tokens":5,"output_tokens":2}}""", 35L, null, 30L, 0L, 2L)]
    [InlineData("""{"usage":{"input_tokens":-5,"output_tokens":"2"}}""", null, null, null, null, null)]
    [InlineData("""{"usage":null}""", null, null, null, null, null)]
    public void Tokens_of_the_cache_are_input_too(string body, long? input, long? cached, long? written, long? writtenForAnHour, long? output) =>
        Assert.Equal(
            new TokenUsage { Input = input, CachedInput = cached, CacheWrite5m = written, CacheWrite1h = writtenForAnHour, Output = output },
            Reading.Answer(Dialect, body)!.Usage);

    [Theory]
    [InlineData("""{"usage":{"output_tokens":9,"output_tokens_details":{"thinking_tokens":4,"novel":{}}}}""", 4L)]
    [InlineData("""{"usage":{"output_tokens":9,"output_tokens_details":null}}""", null)]
    public void Tokens_of_thoughts_are_counted(string body, long? reasoning) =>
        Assert.Equal(new TokenUsage { Output = 9, Reasoning = reasoning }, Reading.Answer(Dialect, body)!.Usage);

    [Theory]
    [InlineData("""{"type":"message","content":[{"type":"text","text":"hi"}]}""", false)]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error"}}""", true)]
    [InlineData("[1]", false)]
    public void An_error_in_place_of_an_answer_is_seen(string body, bool isError) => Assert.Equal(isError, Reading.Answer(Dialect, body)!.IsError);

    [Theory]
    [InlineData("""{"type":"message","content":[{"type":"text","text":"hi"}""")]
    [InlineData("""{"type":"message"}}""")]
    [InlineData("")]
    public void Half_an_answer_is_none(string body) => Assert.Null(Reading.Answer(Dialect, body));

    [Fact]
    public void A_stream_has_its_counters_in_two_events_and_ends_with_its_mark()
    {
        var events = Reading.Stream(
            Follow(),
            """{"type":"message_start","message":{"role":"assistant","content":[],"usage":{"input_tokens":9,"cache_read_input_tokens":1,"cache_creation_input_tokens":4,"cache_creation":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":4},"output_tokens":1}}}""",
            """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
            """{"type": "ping"}""",
            """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"hello"}}""",
            """{"delta":{"type":"input_json_delta","partial_json":"{}"},"index":1,"type":"content_block_delta"}""",
            """{"type":"content_block_stop","index":0}""",
            """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":12,"cache_creation_input_tokens":4}}""",
            """{"type":"message_stop"}""");

        Assert.Equal([0, 0, 0, 5, 2, 0, 0, 0], events.Select(each => each.ContentBytes));
        Assert.All(events, each => Assert.Equal(0, each.Finishes));
        Assert.Equal(new TokenUsage { Input = 14, CachedInput = 1, CacheWrite5m = 0, CacheWrite1h = 4, Output = 12 }, events[6].Usage);
        Assert.Equal([EventKind.Other, EventKind.Content, EventKind.KeepAlive], events.Take(3).Select(each => each.Kind));
        Assert.Equal(EventKind.Done, events[7].Kind);
        Assert.All(events.Take(7), each => Assert.NotEqual(EventKind.Done, each.Kind));
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""", EventKind.Error)]
    [InlineData("""{"type":"message_stop""", EventKind.Other)]
    [InlineData("""{"type":1}""", EventKind.Other)]
    [InlineData("[DONE]", EventKind.Other)]
    [InlineData("", EventKind.Other)]
    public void Each_event_has_its_kind(string data, EventKind kind) => Assert.Equal(kind, Reading.Stream(Follow(), data)[0].Kind);

    [Theory]
    [InlineData(400, ErrorType.InvalidRequest, "invalid_request_error")]
    [InlineData(404, ErrorType.NotFound, "not_found_error")]
    [InlineData(401, ErrorType.Authentication, "authentication_error")]
    [InlineData(403, ErrorType.Permission, "permission_error")]
    [InlineData(429, ErrorType.RateLimit, "rate_limit_error")]
    [InlineData(402, ErrorType.RateLimit, "billing_error")]
    [InlineData(413, ErrorType.InvalidRequest, "request_too_large")]
    [InlineData(502, ErrorType.Api, "api_error")]
    [InlineData(503, ErrorType.Api, "overloaded_error")]
    [InlineData(504, ErrorType.Api, "timeout_error")]
    public void An_error_has_the_dialects_own_type(int status, ErrorType type, string name) => Assert.Equal(
        $$$"""{"type":"error","error":{"type":"{{{name}}}","message":"No.","code":"some_code"},"request_id":"r-1"}""",
        Reading.Written(output => Dialect.WriteError(output, new Refusal(status, type, "some_code", "No."), "r-1")));

    [Fact]
    public void An_error_in_a_stream_is_an_event_of_its_name() => Assert.Equal(
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\",\"message\":\"cut\",\"code\":\"c\",\"param\":\"p\"},\"request_id\":\"r\"}\n\n",
        Reading.Written(output => Follow().WriteError(output, new Refusal(502, ErrorType.Api, "c", "cut") { Parameter = "p" }, "r")));

    private static IStreamFollower Follow() => Dialect.Follow(Reading.Envelope(Dialect, """{"model":"m","messages":[]}"""));
}
