using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Core.Usage;
using static FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation.Translated;

namespace FerroGate.Ai.Tests.Dialects.OpenAiResponses.Translation;

/// <summary>What clients of the protocol are told of an answer in other words, whole or as a stream, which say the same.</summary>
public sealed class AnswerWritingTests
{
    [Fact]
    public void An_answer_is_written_whole_with_everything_that_a_strict_client_wants()
    {
        var context = Context with { Request = J("""{"input":"x","temperature":0.20,"tools":[{"type":"function","name":"f"}],"text":{"verbosity":"low"},"reasoning":{"effort":"low"},"metadata":{"a":"b"}}""") };
        var written = Written(Collected(Say), context);

        Assert.Equal(
            """
            {"id":"resp_msg_1","object":"response","created_at":1700000000,"status":"completed","background":false,"completed_at":1700000000,"error":null,"incomplete_details":null,"model":"claude","output":[
            {"id":"rs_msg_1_0","type":"reasoning","summary":[{"type":"summary_text","text":"Hm"}],"encrypted_content":"ferrogate.anthropic.S"},
            {"id":"rs_msg_1_1","type":"reasoning","summary":[],"encrypted_content":"ferrogate.anthropic.thought.D"},
            {"id":"msg_msg_1_2","type":"message","status":"completed","content":[{"type":"output_text","annotations":[{"type":"url_citation","url":"https://x","title":"","start_index":0,"end_index":2}],
            "logprobs":[{"token":"a","logprob":-0.10,"bytes":[97],"top_logprobs":[]}],"text":"ab"},{"type":"output_text","annotations":[{"type":"url_citation","url":"https://y","title":"Y","start_index":0,"end_index":1}],"logprobs":[],"text":"c"},{"type":"refusal","refusal":"no"}],"role":"assistant"},
            {"id":"fc_msg_1_3","type":"function_call","status":"completed","arguments":"{\"a\": 1.0}","call_id":"toolu_1","name":"f"},
            {"id":"rs_msg_1_4","type":"reasoning","summary":[],"encrypted_content":"ferrogate.gemini.G"},
            {"id":"fc_msg_1_5","type":"function_call","status":"completed","arguments":"{}","call_id":"call_0190ab_1","name":"g"}],
            "previous_response_id":null,"instructions":null,"max_output_tokens":null,"max_tool_calls":null,"metadata":{"a":"b"},"parallel_tool_calls":true,"prompt_cache_key":null,"safety_identifier":null,
            "temperature":0.20,"tool_choice":"auto","top_logprobs":0,"top_p":1,"truncation":"disabled","reasoning":{"effort":"low","summary":null},"text":{"format":{"type":"text"},"verbosity":"low"},
            "tools":[{"type":"function","name":"f","parameters":null,"strict":false}],"service_tier":"default","store":false,
            "usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":2,"cache_write_tokens":7},"output_tokens":5,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":14}}
            """.ReplaceLineEndings(""),
            written);
    }

    [Fact]
    public void A_stream_ends_with_the_same_answer()
    {
        var context = Context with { Request = J("{\"tools\": [\r\n {\"type\":\"function\",\n\"name\":\"f\",\"parameters\":{\n}}]}") };
        var response = AssembledResponse.Of(Streamed(Say, context));

        Assert.Equal(Written(Collected(Say), context).ReplaceLineEndings(" "), response.Final.GetRawText().Replace("\r", "", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), ignoreAllWhiteSpace: true);
        Assert.Equal(["response.completed"], response.Types[^1..]);
    }

    [Fact]
    public void A_stream_has_the_complete_grammar()
    {
        var stream = Streamed(writer =>
        {
            writer.Begin(new AnswerHead { Id = T("resp_7") });
            writer.Text(0, T("a"));
            writer.Call(0, 0, T("c"), T("f"), null);
            writer.Arguments(0, 0, T("{}"));
            writer.Lose("x", LossReason.Unknown);
            writer.Finish(0, new Finish(FinishKind.ToolCalls, "p"));
            writer.End();
        });

        Assert.Equal(
            """
            response.created response.in_progress response.output_item.added response.content_part.added response.output_text.delta response.output_text.done response.content_part.done
            response.output_item.done response.output_item.added response.function_call_arguments.delta response.function_call_arguments.done response.output_item.done response.completed
            """.ReplaceLineEndings(" "),
            string.Join(' ', AssembledResponse.Of(stream).Types));
        Assert.Contains("\n\n: ferrogate-loss x=unknown\n\nevent: response.completed\n", stream, StringComparison.Ordinal);
        Assert.Contains(
            """data: {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_7_0","output_index":0,"content_index":0,"delta":"a","logprobs":[]}""",
            stream,
            StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", stream, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_that_come_by_turns_are_no_confusion()
    {
        var response = AssembledResponse.Of(Streamed(writer =>
        {
            writer.Begin(new AnswerHead());
            writer.Call(0, 0, T("c"), T("f"), null);
            writer.Arguments(0, 0, T("{\"a\":"));
            writer.Call(0, 1, T("d"), T("g"), null);
            writer.Arguments(0, 1, T("{}"));
            writer.Arguments(0, 0, T("1}"));
            writer.Call(0, 2, T("e"), T("h"), null);
            writer.End();
        }));

        Assert.Equal(["{\"a\":1}", "{}", "{}"], response.Final.GetProperty("output").EnumerateArray().Select(item => item.GetProperty("arguments").GetString()));
    }

    [Fact]
    public void What_is_told_of_a_text_late_is_told_of_that_text()
    {
        static void SayLate(IAnswerSink sink)
        {
            sink.Begin(new AnswerHead { Id = T("1") });
            sink.Text(0, T("a"));
            sink.Call(0, 0, T("c"), T("f"), null);
            sink.Chances(0, [new TokenChance(T("a"), J("-1"))]);
            sink.End();
        }

        var response = AssembledResponse.Of(Streamed(writer =>
        {
            writer.Begin(new AnswerHead { Id = T("1") });
            writer.Text(0, T("a"));
            writer.Chances(0, [new TokenChance(T("a"), J("-1"))]);
            writer.Call(0, 0, T("c"), T("f"), null);
            writer.End();
        }));

        Assert.Equal(Written(Collected(SayLate)), response.Final.GetRawText());
    }

    [Theory]
    [InlineData(FinishKind.Stop, "completed", null, "")]
    [InlineData(FinishKind.StopSequence, "completed", null, "stop_sequence=unsupported")]
    [InlineData(FinishKind.ToolCalls, "completed", null, "")]
    [InlineData(FinishKind.Length, "incomplete", "max_output_tokens", "")]
    [InlineData(FinishKind.ContentFilter, "incomplete", "content_filter", "")]
    [InlineData(FinishKind.Refusal, "incomplete", "content_filter", "")]
    [InlineData(FinishKind.Pause, "completed", null, "p=approximated")]
    [InlineData(FinishKind.Other, "completed", null, "p=approximated")]
    public void Endings_are_written(FinishKind kind, string status, string? reason, string losses)
    {
        void SayEnding(IAnswerSink sink)
        {
            sink.Begin(new AnswerHead());
            sink.Text(0, T("a"));
            sink.Finish(0, new Finish(kind, "p") { StopSequence = kind == FinishKind.StopSequence ? T("s") : null });
            sink.End();
        }

        var answer = Collected(SayEnding);
        var written = J(Written(answer));

        Assert.Equal(losses, answer.Losses.ToString());
        Assert.Equal(status, written.GetProperty("status").GetString());
        Assert.Equal(status, written.GetProperty("output")[0].GetProperty("status").GetString());
        Assert.Equal(reason, written.GetProperty("incomplete_details").ValueKind == System.Text.Json.JsonValueKind.Null ? null : written.GetProperty("incomplete_details").GetProperty("reason").GetString());
        Assert.Equal(written.GetRawText(), AssembledResponse.Of(Streamed(SayEnding)).Final.GetRawText());
    }

    [Theory]
    [InlineData("overloaded_error", 503, "server_error")]
    [InlineData("rate_limit_error", 429, "rate_limit_exceeded")]
    [InlineData(null, 400, "invalid_prompt")]
    [InlineData(null, null, "server_error")]
    public void A_failure_ends_a_stream(string? code, int? status, string word)
    {
        var response = AssembledResponse.Of(Streamed(writer =>
        {
            writer.Begin(new AnswerHead());
            writer.Text(0, T("a"));
            writer.Fail(new ProviderFault("M", code) { Status = status });
        }));

        Assert.Equal($$"""{"code":"{{word}}","message":"M"}""", response.Final.GetProperty("error").GetRawText());
        Assert.Equal("a", response.Final.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString());
    }

    [Fact]
    public void A_stream_that_fails_at_once_begins_all_the_same()
    {
        var response = AssembledResponse.Of(Streamed(writer =>
        {
            writer.Use(new TokenUsage { Input = 1 });
            writer.Fail(new ProviderFault("M", null));
            writer.Fail(new ProviderFault("N", null));
            writer.End();
        }));

        Assert.Equal(["response.created", "response.in_progress", "response.failed"], response.Types);
        Assert.Equal("M", response.Final.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public void What_the_ending_does_not_say_is_known_before_the_end() => Streamed(writer =>
    {
        writer.Begin(new AnswerHead());
        writer.Finish(0, new Finish(FinishKind.Pause, "stop_reason"));

        Assert.Equal("stop_reason=approximated", writer.Losses.ToString());
    });

    [Fact]
    public void There_is_one_answer_here()
    {
        static void SayTwo(IAnswerSink sink)
        {
            sink.Begin(new AnswerHead());
            sink.Text(0, T("a"));
            sink.Text(1, T("b"));
            sink.Finish(1, new Finish(FinishKind.Length, "p"));
            sink.End();
        }

        var answer = Collected(SayTwo);

        Assert.DoesNotContain("\"b\"", Written(answer), StringComparison.Ordinal);
        Assert.Equal("choices[*]=unsupported", answer.Losses.ToString());
        Assert.Contains(": ferrogate-loss choices[*]=unsupported", Streamed(SayTwo), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_client_sends_back_has_its_seals()
    {
        var output = J(Written(Collected(Say))).GetProperty("output").EnumerateArray().Select(item => item.GetRawText());
        var parts = Request($$"""{"input":[{{string.Join(',', output)}}]}""").Turns.Single().Parts;

        Assert.Equal(["S", "D"], parts.OfType<ReasoningPart>().Select(thought => thought.Seal!.Value.ToString()));
        Assert.Equal([null, "G"], parts.OfType<ToolCallPart>().Select(call => call.Seal?.Value.ToString()));
    }

    // What a provider of the Messages protocol, and one of Gemini's, could have said together.
    private static void Say(IAnswerSink sink)
    {
        sink.Begin(new AnswerHead { Id = T("msg_1"), Model = T("claude"), ServiceTier = T("standard") });
        sink.Reasoning(0, T("H"));
        sink.Reasoning(0, T("m"));
        sink.Seal(0, new Seal(SealOrigin.Anthropic, T("S")));
        sink.Seal(0, new Seal(SealOrigin.Anthropic, T("D"), IsThought: true));
        sink.Text(0, T("a"));
        sink.Chances(0, [new TokenChance(T("a"), J("-0.10"))]);
        sink.Text(0, T("b"));
        sink.Cite(0, new Citation(T("https://x"), "c") { Quote = T("q") });
        sink.Part(0);
        sink.Text(0, T("c"));
        sink.Cite(0, new Citation(T("https://y"), "c") { Title = T("Y"), Range = (2, 3) });
        sink.Refuse(0, T("no"));
        sink.Call(0, 0, T("toolu_1"), T("f"), null);
        sink.Arguments(0, 0, T("{\"a\": "));
        sink.Arguments(0, 0, T("1.0}"));
        sink.Call(0, 1, default, T("g"), new Seal(SealOrigin.Gemini, T("G")));
        sink.Finish(0, new Finish(FinishKind.ToolCalls, "stop_reason"));
        sink.Use(new TokenUsage { Input = 9, CachedInput = 2, CacheWrite5m = 3, CacheWrite1h = 4, Output = 5, Reasoning = 1 });
        sink.End();
    }

    private static Answer Collected(Action<IAnswerSink> say)
    {
        var answer = new Answer();
        say(answer);
        return answer;
    }
}
