using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Json;
using FerroGate.Core.Usage;
using static FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.AnthropicMessages.Translation;

/// <summary>What is read of a provider's answer, whole or as a stream, and what clients of the protocol are told as one.</summary>
public sealed class AnswerTests
{
    private static readonly string[] Events =
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":9,"output_tokens":1,"service_tier":"standard","inference_geo":"not_available"}}}""",
        """{"type":"ping"}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm"}}""",
        """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"SIG"}}""",
        """{"type":"content_block_stop","index":0}""",
        """{"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"DATA"}}""",
        """{"type":"content_block_stop","index":1}""",
        """{"type":"content_block_start","index":2,"content_block":{"type":"text","text":"","citations":[]}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://x","title":"X","cited_text":"q","encrypted_index":"E"}}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"a \ud83d"}}""",
        """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"\ude00"}}""",
        """{"type":"content_block_stop","index":2}""",
        """{"type":"content_block_start","index":3,"content_block":{"type":"server_tool_use","id":"s","name":"web_search","input":{}}}""",
        """{"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{}"}}""",
        """{"type":"content_block_stop","index":3}""",
        """{"type":"content_block_start","index":4,"content_block":{"type":"text","text":"b"}}""",
        """{"type":"content_block_stop","index":4}""",
        """{"type":"content_block_start","index":5,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}""",
        """{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":"{\"a\": "}}""",
        """{"type":"content_block_delta","index":5,"delta":{"type":"input_json_delta","partial_json":"1.0}"}}""",
        """{"type":"content_block_stop","index":5}""",
        """{"type":"content_block_start","index":6,"content_block":{"type":"tool_use","id":"toolu_2","name":"g","input":{},"caller":{"type":"direct"}}}""",
        """{"type":"content_block_stop","index":6}""",
        """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null,"container":{"id":"c"}},"usage":{"output_tokens":9,"server_tool_use":{"web_search_requests":1,"web_fetch_requests":0}}}""",
        """{"type":"message_stop"}""",
    ];

    private const string Plain =
        """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[
          {"type":"thinking","thinking":"Hm","signature":"SIG"},{"type":"redacted_thinking","data":"DATA"},
          {"type":"text","text":"a \ud83d\ude00","citations":[{"type":"web_search_result_location","url":"https://x","title":"X","cited_text":"q","encrypted_index":"E"}]},
          {"type":"server_tool_use","id":"s","name":"web_search","input":{}},
          {"type":"text","text":"b"},
          {"type":"tool_use","id":"toolu_1","name":"f","input":{"a": 1.0}},{"type":"tool_use","id":"toolu_2","name":"g","input":{}}],
          "stop_reason":"tool_use","stop_sequence":null,"container":{"id":"c"},
          "usage":{"input_tokens":9,"output_tokens":9,"service_tier":"standard","server_tool_use":{"web_search_requests":1}}}
        """;

    public static TheoryData<bool> Both => [true, false];

    [Theory]
    [MemberData(nameof(Both))]
    public void An_answer_is_read_whole_or_in_events(bool isStream)
    {
        var answer = isStream ? Stream(Events) : Answer(Plain);

        Assert.True(answer.IsComplete);
        Assert.Equal(("msg_1", "claude-x", "default"), (answer.Head.Id.ToString(), answer.Head.Model.ToString(), answer.Head.ServiceTier.ToString()));
        var parts = answer.Candidates[0].Parts;
        Assert.Equal(
            [AnswerPartKind.Reasoning, AnswerPartKind.Reasoning, AnswerPartKind.Text, AnswerPartKind.Text, AnswerPartKind.ToolCall, AnswerPartKind.ToolCall],
            parts.Select(part => part.Kind));
        Assert.Equal(["Hm", "", "a 😀", "b", """{"a": 1.0}""", "{}"], parts.Select(part => part.Text.ToString()));
        Assert.Equal(("SIG", false), (parts[0].Seal!.Value.ToString(), parts[0].Seal!.IsThought));
        Assert.Equal(("DATA", true), (parts[1].Seal!.Value.ToString(), parts[1].Seal!.IsThought));
        var citation = Assert.Single(parts[2].Citations);
        Assert.Equal(("https://x", "X", "q"), (citation.Url.ToString(), citation.Title.ToString(), citation.Quote.ToString()));
        Assert.Equal(["toolu_1", "toolu_2"], parts.Skip(4).Select(part => part.Id.ToString()));
        Assert.Equal(FinishKind.ToolCalls, answer.Candidates[0].Finish!.Value.Kind);
        Assert.Equal(
            ["container=unsupported", "content[*].citations[*].encrypted_index=unsupported", "content[*].server_tool_use=unsupported", "usage.server_tool_use=unsupported"],
            answer.Losses.All.Select(loss => $"{loss.Path}={loss.Reason}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("end_turn", FinishKind.Stop)]
    [InlineData("max_tokens", FinishKind.Length)]
    [InlineData("model_context_window_exceeded", FinishKind.Length)]
    [InlineData("stop_sequence", FinishKind.StopSequence)]
    [InlineData("tool_use", FinishKind.ToolCalls)]
    [InlineData("pause_turn", FinishKind.Pause)]
    [InlineData("refusal", FinishKind.Refusal)]
    public void Endings_are_read_and_written(string word, FinishKind kind)
    {
        var answer = Answer($$"""{"content":[],"stop_reason":"{{word}}","stop_sequence":"s"}""");

        Assert.Equal(kind, answer.Candidates[0].Finish!.Value.Kind);
        Assert.Equal("s", answer.Candidates[0].Finish!.Value.StopSequence.ToString());
        Assert.Equal(word, J(Written(answer)).GetProperty("stop_reason").GetString());
        Assert.Empty(answer.Losses.All);
    }

    [Theory]
    [InlineData(FinishKind.ContentFilter, "refusal", false)]
    [InlineData(FinishKind.MalformedCall, "end_turn", true)]
    [InlineData(FinishKind.Other, "end_turn", true)]
    [InlineData(FinishKind.Stop, "end_turn", false)]
    public void Endings_of_others_are_written(FinishKind kind, string word, bool isApproximated)
    {
        var answer = new Answer();
        answer.Finish(0, new Finish(kind, "finishReason") { Word = T("X") });

        Assert.Equal(word, J(Written(answer)).GetProperty("stop_reason").GetString());
        Assert.Equal(isApproximated ? "finishReason=approximated" : "", answer.Losses.ToString());
    }

    [Theory]
    [InlineData("""{"type":"text","text":"a","citations":[{"type":"char_location","cited_text":"x"}]}""", "content[*].citations[*]=unsupported")]
    [InlineData("""{"type":"text","text":"a","novel":1}""", "content[*].novel=unknown")]
    [InlineData("""{"type":"hologram"}""", "content[*].hologram=unknown")]
    [InlineData("""{"type":"code_execution_tool_result"}""", "content[*].code_execution_tool_result=unsupported")]
    [InlineData("""{"type":7}""", "content[*].=unknown")]
    [InlineData("7", "content[*].=unknown")]
    [InlineData("""{"type":"text","text":7}""", "")]
    [InlineData("""{"type":"tool_use","id":7,"name":null,"input":"x"}""", "")]
    public void What_no_other_protocol_says_in_an_answer_is_named(string block, string losses) =>
        Assert.Equal(losses, Answer($$"""{"content":[{{block}}]}""").Losses.ToString());

    [Theory]
    [InlineData("""{"type":"novel_event"}""", "novel_event=unknown")]
    [InlineData("""{"type":"content_block_delta","delta":{"type":"novel_delta"}}""", "content[*].novel_delta=unknown")]
    [InlineData("""{"type":"content_block_delta"}""", "content[*].=unknown")]
    [InlineData("""{"type":"message_delta","delta":{"stop_reason":7,"novel":1}}""", "novel=unknown")]
    [InlineData("""{"type":"content_block_stop","index":99}""", "")]
    [InlineData("""{"nothing":1}""", "")]
    [InlineData("[]", "")]
    public void Odd_events_are_survived(string data, string losses)
    {
        var answer = Stream(data);
        Assert.Equal(losses, answer.Losses.ToString());
        Assert.True(answer.IsComplete);
    }

    [Fact]
    public void An_error_ends_a_stream()
    {
        var answer = Stream(Events[0], """{"type":"error","error":{"details":null,"type":"overloaded_error","message":"Overloaded"}}""", Events[8], Events[10]);

        Assert.Equal(("Overloaded", "overloaded_error", 529), (answer.Fault!.Message, answer.Fault.Code, answer.Fault.Status));
        Assert.False(answer.IsComplete);
        Assert.Empty(answer.Candidates);
    }

    [Theory]
    [InlineData("overloaded_error", 529)]
    [InlineData("rate_limit_error", 429)]
    [InlineData("api_error", 500)]
    [InlineData("invalid_request_error", 400)]
    [InlineData("authentication_error", 401)]
    [InlineData("billing_error", 402)]
    [InlineData("permission_error", 403)]
    [InlineData("not_found_error", 404)]
    [InlineData("request_too_large", 413)]
    [InlineData("timeout_error", 504)]
    [InlineData("novel_error", null)]
    public void Errors_are_read(string type, int? status)
    {
        var fault = Fault($$$"""{"type":"error","error":{"type":"{{{type}}}","message":"M"},"request_id":"r"}""")!;
        Assert.Equal(("M", type, status), (fault.Message, fault.Code, fault.Status));
    }

    [Theory]
    [InlineData("""{"content":[]}""", null)]
    [InlineData("""{"error":"plain"}""", "plain")]
    [InlineData("""{"error":{}}""", "")]
    [InlineData("""{"error":null}""", null)]
    [InlineData("[]", null)]
    public void Odd_errors_are_survived(string body, string? message) => Assert.Equal(message, Fault(body)?.Message);

    [Fact]
    public void A_whole_answer_is_written()
    {
        var answer = Answer(Plain);
        answer.Use(new TokenUsage { Input = 100, CachedInput = 50, CacheWrite5m = 10, CacheWrite1h = 5, Output = 7, Reasoning = 3 });

        Assert.Equal(
            """{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"thinking","thinking":"Hm","signature":"SIG"},{"type":"redacted_thinking","data":"DATA"},"""
            + """{"type":"text","text":"a \ud83d\ude00","citations":[{"type":"web_search_result_location","cited_text":"q","url":"https://x","title":"X","encrypted_index":""}]},{"type":"text","text":"b"},"""
            + """{"type":"tool_use","id":"toolu_1","name":"f","input":{"a": 1.0},"caller":{"type":"direct"}},{"type":"tool_use","id":"toolu_2","name":"g","input":{},"caller":{"type":"direct"}}],"stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"container":null"""
            + ""","usage":{"input_tokens":35,"cache_creation_input_tokens":15,"cache_read_input_tokens":50,"cache_creation":{"ephemeral_5m_input_tokens":10,"ephemeral_1h_input_tokens":5},"output_tokens":7,"output_tokens_details":{"thinking_tokens":3},"server_tool_use":null,"inference_geo":null,"service_tier":"standard"}}""",
            Written(answer));
    }

    [Fact]
    public void What_others_say_is_written_whole_and_as_a_stream_alike()
    {
        var answer = new Answer();
        Say(answer);
        var written = J(Written(answer));
        var assembled = Assembled(Streamed(Say));

        Assert.Equal(
            """[{"type":"thinking","thinking":"t","signature":"ferrogate.openai.thought.E"},{"type":"redacted_thinking","data":"ferrogate.openai.thought.F"},{"type":"text","text":"ab","citations":[{"type":"web_search_result_location","cited_text":"","url":"u","title":null,"encrypted_index":""}]},{"type":"text","text":"c"},{"type":"text","text":"No."},"""
            + """{"type":"thinking","thinking":"","signature":"ferrogate.gemini.G"},{"type":"tool_use","id":"call_0190ab_0","name":"f","input":{},"caller":{"type":"direct"}},{"type":"tool_use","id":"MAPPED","name":"g","input":{"a":1},"caller":{"type":"direct"}}]""".Replace(
                "MAPPED", written.GetProperty("content")[7].GetProperty("id").GetString(), StringComparison.Ordinal),
            written.GetProperty("content").GetRawText());
        Assert.True(JsonElement.DeepEquals(written.GetProperty("content"), J(assembled.Content)), assembled.Content);
        Assert.Equal(("msg_resp_1", "asked"), (written.GetProperty("id").GetString(), written.GetProperty("model").GetString()));
        Assert.Matches("^toolu_[0-9a-f]{32}$", written.GetProperty("content")[7].GetProperty("id").GetString());
        Assert.Equal("tool_use", assembled.StopReason);
        Assert.Equal("choices[*]=unsupported, u=approximated, service_tier=value, x=unknown, choices[*].logprobs=unsupported".Split(", ").Order(),
            answer.Losses.ToString().Split(", ").Order());
        Assert.Contains(": ferrogate-loss ", Streamed(Say), StringComparison.Ordinal);

        static void Say(IAnswerSink sink)
        {
            sink.Begin(new AnswerHead { Id = T("resp_1"), ServiceTier = T("flex") });
            sink.Reasoning(0, T("t"));
            sink.Seal(0, new Seal(SealOrigin.OpenAi, T("E"), IsThought: true));
            sink.Seal(0, new Seal(SealOrigin.OpenAi, T("F"), IsThought: true));
            sink.Text(0, T("a"));
            sink.Text(1, T("other"));
            sink.Text(0, T("b"));
            sink.Cite(0, new Citation(T("u"), "u") { Range = (0, 1) });
            sink.Chances(0, [new TokenChance(T("b"), J("-1"))]);
            sink.Part(0);
            sink.Text(0, T("c"));
            sink.Refuse(0, T("No."));
            sink.Call(0, 0, JsonText.Empty, T("f"), new Seal(SealOrigin.Gemini, T("G")));
            sink.Arguments(0, 0, T("{}"));
            sink.Call(0, 1, T("call.1|x"), T("g"), null);
            sink.Arguments(0, 1, T("{\"a\":"));
            sink.Arguments(0, 1, T("1}"));
            sink.Lose("x", LossReason.Unknown);
            sink.Use(new TokenUsage { Input = 5, Output = 4, AudioOutput = 1 });
            sink.Finish(0, new Finish(FinishKind.Stop, "finish_reason"));
            sink.End();
        }
    }

    [Fact]
    public void Calls_that_come_mixed_are_written_one_after_the_other()
    {
        var assembled = Assembled(Streamed(sink =>
        {
            sink.Begin(new AnswerHead());
            sink.Call(0, 0, T("a"), T("f"), null);
            sink.Call(0, 1, T("b"), T("g"), null);
            sink.Arguments(0, 1, T("{\"y\":"));
            sink.Arguments(0, 0, T("{\"x\":{}"));
            sink.Text(0, T("between"));
            sink.Arguments(0, 0, T("}"));
            sink.Arguments(0, 1, T("2}"));
            sink.Arguments(0, 0, T(" "));
            sink.Finish(0, new Finish(FinishKind.ToolCalls, "finish_reason"));
            sink.End();
        }));

        Assert.Equal(
            """[{"type":"tool_use","id":"a","name":"f","input":{"x":{}},"caller":{"type":"direct"}},{"type":"tool_use","id":"b","name":"g","input":{"y":2},"caller":{"type":"direct"}},{"type":"text","text":"between"}]""",
            assembled.Content);
    }

    [Fact]
    public void A_call_without_arguments_holds_nothing_back_for_ever()
    {
        var assembled = Assembled(Streamed(sink =>
        {
            sink.Begin(new AnswerHead());
            sink.Call(0, 0, T("a"), T("f"), null);
            sink.Call(0, 1, T("b"), T("g"), null);
            sink.Call(0, 2, T("c"), T("h"), null);
            sink.Arguments(0, 2, T("{\"z\":3}"));
            sink.End();
        }));

        Assert.Equal(
            """[{"type":"tool_use","id":"a","name":"f","input":{},"caller":{"type":"direct"}},{"type":"tool_use","id":"b","name":"g","input":{},"caller":{"type":"direct"}},{"type":"tool_use","id":"c","name":"h","input":{"z":3},"caller":{"type":"direct"}}]""",
            assembled.Content);
        Assert.Equal("tool_use", assembled.StopReason);
    }

    [Fact]
    public void A_stream_is_written_event_by_event() => Assert.Equal(
        """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_0190ab","type":"message","role":"assistant","model":"asked","content":[],"stop_reason":null,"stop_sequence":null,"stop_details":null,"container":null,"usage":{"input_tokens":0,"cache_creation_input_tokens":null,"cache_read_input_tokens":null,"cache_creation":null,"output_tokens":0,"server_tool_use":null,"inference_geo":null,"service_tier":null}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null,"stop_details":null,"container":null},"usage":{"input_tokens":2,"cache_creation_input_tokens":null,"cache_read_input_tokens":1,"cache_creation":null,"output_tokens":4,"server_tool_use":null}}

        : ferrogate-loss a=unknown

        event: message_stop
        data: {"type":"message_stop"}


        """.ReplaceLineEndings("\n"),
        Streamed(sink =>
        {
            sink.Begin(new AnswerHead());
            sink.Text(0, T("Hi"));
            sink.Text(0, JsonText.Empty);
            sink.Lose("a", LossReason.Unknown);
            sink.Finish(0, new Finish(FinishKind.Stop, "finish_reason"));
            sink.Use(new TokenUsage { Input = 3, CachedInput = 1, Output = 4 });
            sink.End();
        }));

    [Theory]
    [InlineData("overloaded_error", null, "overloaded_error")]
    [InlineData("server_error", 500, "api_error")]
    [InlineData("UNAVAILABLE", 503, "overloaded_error")]
    [InlineData("rate_limit_exceeded", 429, "rate_limit_error")]
    [InlineData("x", 422, "invalid_request_error")]
    [InlineData(null, null, "api_error")]
    public void A_failure_is_told_in_the_stream(string? code, int? status, string type)
    {
        var assembled = Assembled(Streamed(sink =>
        {
            sink.Begin(new AnswerHead());
            sink.Text(0, T("Hi"));
            sink.Fail(new ProviderFault("M", code) { Status = status });
            sink.Text(0, T("late"));
        }));

        Assert.Equal(type, assembled.Error);
    }
}
